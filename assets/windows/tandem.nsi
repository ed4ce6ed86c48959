; Tandem for every user of a computer, as a program that installs it, by hand or silently. Made by makensis
; (`npm run packages`) and by nothing else: what is tested is what ships. What it takes:
;   /S             without a window           /AUTOSTART=0   nobody is met by Tandem when signing in; remembered
;   /D=<folder>    where to, last, unquoted   --force-run    start Tandem afterwards (Tandem's own updates say it)
; It ends with 0, 1 (given up by the person), 2 (could not write), 3 (Tandem is running), 4 (installed by the MSI).
; A line of each run goes to %TEMP%\tandem-setup.log (as SYSTEM: C:\Windows\Temp).
; Defined by the command line: VERSION, VERSION4 (four numbers), SOURCE, ICON, OUT, LISTS (a folder), and SIGN where keys are.

Unicode true
Target amd64-unicode
ManifestDPIAware true
RequestExecutionLevel admin
SetCompressor /SOLID lzma
Name "Tandem"
OutFile "${OUT}"
InstallDir "$PROGRAMFILES64\Tandem"
BrandingText "Tandem ${VERSION}"

VIProductVersion "${VERSION4}"
VIAddVersionKey ProductName "Tandem"
VIAddVersionKey ProductVersion "${VERSION}"
VIAddVersionKey FileVersion "${VERSION}"
VIAddVersionKey FileDescription "Installs Tandem"
VIAddVersionKey CompanyName "The Tandem authors"
VIAddVersionKey LegalCopyright "The Tandem authors"

!ifdef SIGN
  !uninstfinalize '${SIGN} "%1"'
!endif

!include MUI2.nsh
!include LogicLib.nsh
!include FileFunc.nsh
!include Win\COM.nsh
!include Win\Propkey.nsh

!define APP_ID "app.tandem.phone"
!define KEY "Software\Tandem"
!define CLASSES "Software\Classes"
!define RUN_KEY "Software\Microsoft\Windows\CurrentVersion\Run"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Tandem"
!define UNINSTALLER "Uninstall Tandem.exe"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN
!define MUI_FINISHPAGE_RUN_FUNCTION StartAsUser
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "German"
!insertmacro MUI_LANGUAGE "Japanese"
!insertmacro MUI_LANGUAGE "Russian"
!insertmacro MUI_LANGUAGE "Spanish"

Var Autostart
Var IsRunWanted

!macro Note text
  FileOpen $R9 "$TEMP\tandem-setup.log" a
  FileSeek $R9 0 END
  FileWrite $R9 "Tandem ${VERSION}: ${text}$\r$\n"
  FileClose $R9
!macroend

!macro GiveUp code text
  !insertmacro Note "ended with ${code}: ${text}"
  MessageBox MB_OK|MB_ICONSTOP "${text}" /SD IDOK
  SetErrorLevel ${code}
  Quit
!macroend

; What runs cannot be written. An update of Tandem's own is begun while it ends, so this waits for half a minute.
!macro RefuseWhileRunning
  ${If} ${FileExists} "$INSTDIR\Tandem.exe"
    StrCpy $R0 0
    ${Do}
      ClearErrors
      FileOpen $R1 "$INSTDIR\Tandem.exe" a
      ${IfNot} ${Errors}
        FileClose $R1
        ${ExitDo}
      ${EndIf}
      IntOp $R0 $R0 + 1
      ${If} $R0 > 60
        !insertmacro GiveUp 3 "Tandem is running. Quit it (its menu in the tray), then try again. Nothing was changed."
      ${EndIf}
      Sleep 500
    ${Loop}
  ${EndIf}
!macroend

!macro LinkClass scheme title
  WriteRegStr HKLM "${CLASSES}\Tandem.${scheme}" "" "${title}"
  WriteRegStr HKLM "${CLASSES}\Tandem.${scheme}" "URL Protocol" ""
  WriteRegStr HKLM "${CLASSES}\Tandem.${scheme}\DefaultIcon" "" '"$INSTDIR\Tandem.exe",0'
  WriteRegStr HKLM "${CLASSES}\Tandem.${scheme}\shell\open\command" "" '"$INSTDIR\Tandem.exe" -- "%1"'
  WriteRegStr HKLM "${KEY}\Capabilities\URLAssociations" "${scheme}" "Tandem.${scheme}"
!macroend

; Windows shows notifications only of a program whose shortcut in the start menu has its id.
!macro NameShortcut file
  !insertmacro ComHlpr_CreateInProcInstance ${CLSID_ShellLink} ${IID_IShellLink} r0 ""
  ${If} $0 P<> 0
    ${IUnknown::QueryInterface} $0 '("${IID_IPersistFile}",.r1)'
    ${If} $1 P<> 0
      ${IPersistFile::Load} $1 '("${file}", ${STGM_READWRITE})'
      ${IUnknown::QueryInterface} $0 '("${IID_IPropertyStore}",.r2)'
      ${If} $2 P<> 0
        System::Call 'oleaut32::SysAllocString(w "${APP_ID}")p.r3'
        System::Call '*${SYSSTRUCT_PROPERTYKEY}(${PKEY_AppUserModel_ID})p.r4'
        System::Call '*${SYSSTRUCT_PROPVARIANT}(${VT_BSTR},,p r3)p.r5'
        ${IPropertyStore::SetValue} $2 '(r4,r5)'
        System::Call 'oleaut32::SysFreeString(p r3)'
        System::Free $4
        System::Free $5
        ${IPropertyStore::Commit} $2 ""
        ${IUnknown::Release} $2 ""
        ${IPersistFile::Save} $1 '("${file}",1)'
      ${EndIf}
      ${IUnknown::Release} $1 ""
    ${EndIf}
    ${IUnknown::Release} $0 ""
  ${EndIf}
!macroend

; The shell starts it, as the person at the computer and not as the administrator who installs.
Function StartAsUser
  Exec '"$WINDIR\explorer.exe" "$INSTDIR\Tandem.exe"'
FunctionEnd

Function .onInit
  SetRegView 64
  SetShellVarContext all
  ReadRegStr $0 HKLM "${KEY}" "Kind"
  ${If} $0 == "msi"
    !insertmacro GiveUp 4 "Tandem was installed here by its MSI. Update it by the MSI, or remove that first. Nothing was changed."
  ${EndIf}
  ; Where it lies already wins over the usual place, and what the command line says over both.
  ReadRegStr $0 HKLM "${KEY}" "InstallDir"
  ${If} $0 != ""
  ${AndIf} $INSTDIR == "$PROGRAMFILES64\Tandem"
    StrCpy $INSTDIR $0
  ${EndIf}
  ReadRegStr $Autostart HKLM "${KEY}" "Autostart"
  ${GetParameters} $1
  ClearErrors
  ${GetOptions} $1 "/AUTOSTART=" $2
  ${IfNot} ${Errors}
    StrCpy $Autostart $2
  ${EndIf}
  ClearErrors
  ${GetOptions} $1 "--force-run" $2
  ${IfNot} ${Errors}
    StrCpy $IsRunWanted 1
  ${EndIf}
FunctionEnd

Section "Tandem"
  !insertmacro RefuseWhileRunning
  ; The version before takes away what was its own, so that nothing of it stays.
  ReadRegStr $0 HKLM "${KEY}" "InstallDir"
  ${If} $0 != ""
  ${AndIf} ${FileExists} "$0\${UNINSTALLER}"
    ExecWait '"$0\${UNINSTALLER}" /S _?=$0' $1
    ${If} $1 <> 0
      !insertmacro GiveUp 2 "The version of before could not be removed. Nothing was changed."
    ${EndIf}
    Delete "$0\${UNINSTALLER}"
  ${EndIf}

  ClearErrors
  SetOutPath "$INSTDIR"
  File /r "${SOURCE}/*"
  ${If} ${Errors}
    !insertmacro GiveUp 2 "Not every file could be written to $INSTDIR."
  ${EndIf}
  WriteUninstaller "$INSTDIR\${UNINSTALLER}"

  WriteRegStr HKLM "${KEY}" "InstallDir" "$INSTDIR"
  WriteRegStr HKLM "${KEY}" "Version" "${VERSION}"
  WriteRegStr HKLM "${KEY}" "Kind" "nsis"
  ${If} $Autostart == "0"
    WriteRegStr HKLM "${KEY}" "Autostart" "0"
  ${Else}
    WriteRegStr HKLM "${RUN_KEY}" "Tandem" '"$INSTDIR\Tandem.exe" --hidden'
  ${EndIf}

  !insertmacro LinkClass "tel" "Telephone number"
  !insertmacro LinkClass "sip" "SIP address"
  !insertmacro LinkClass "callto" "Telephone number"
  !insertmacro LinkClass "tandem" "Link that sets up Tandem"
  WriteRegStr HKLM "${CLASSES}\tandem" "" "URL:Tandem"
  WriteRegStr HKLM "${CLASSES}\tandem" "URL Protocol" ""
  WriteRegStr HKLM "${CLASSES}\tandem\shell\open\command" "" '"$INSTDIR\Tandem.exe" -- "%1"'
  WriteRegStr HKLM "${KEY}\Capabilities" "ApplicationName" "Tandem"
  WriteRegStr HKLM "${KEY}\Capabilities" "ApplicationDescription" "A softphone on two PBXs at once"
  WriteRegStr HKLM "${KEY}\Capabilities" "ApplicationIcon" '"$INSTDIR\Tandem.exe",0'
  WriteRegStr HKLM "Software\RegisteredApplications" "Tandem" "${KEY}\Capabilities"

  CreateShortcut "$SMPROGRAMS\Tandem.lnk" "$INSTDIR\Tandem.exe"
  !insertmacro NameShortcut "$SMPROGRAMS\Tandem.lnk"

  WriteRegStr HKLM "${UNINSTALL_KEY}" "DisplayName" "Tandem"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\Tandem.exe"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "Publisher" "The Tandem authors"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\${UNINSTALLER}"'
  WriteRegStr HKLM "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\${UNINSTALLER}" /S'
  WriteRegDWORD HKLM "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKLM "${UNINSTALL_KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKLM "${UNINSTALL_KEY}" "EstimatedSize" $0
  !insertmacro Note "installed in $INSTDIR"
  ${If} $IsRunWanted == 1
    Call StartAsUser
  ${EndIf}
SectionEnd

Function un.onInit
  SetRegView 64
  SetShellVarContext all
FunctionEnd

Section "Uninstall"
  !insertmacro RefuseWhileRunning
  ; Only what was put there, file by file: a folder that somebody chose may hold more.
  !include "${LISTS}/remove.nsh"
  Delete "$INSTDIR\${UNINSTALLER}"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\Tandem.lnk"
  DeleteRegValue HKLM "${RUN_KEY}" "Tandem"
  DeleteRegValue HKLM "Software\RegisteredApplications" "Tandem"
  DeleteRegKey HKLM "${CLASSES}\Tandem.tel"
  DeleteRegKey HKLM "${CLASSES}\Tandem.sip"
  DeleteRegKey HKLM "${CLASSES}\Tandem.callto"
  DeleteRegKey HKLM "${CLASSES}\Tandem.tandem"
  DeleteRegKey HKLM "${CLASSES}\tandem"
  DeleteRegKey HKLM "${KEY}"
  DeleteRegKey HKLM "${UNINSTALL_KEY}"
  !insertmacro Note "removed from $INSTDIR"
SectionEnd
