#!/bin/sh
# Takes away what the pkg put on a Mac, as root. What people's own folders hold and the managed preferences stay.
set -u
label=app.tandem.phone
agent=/Library/LaunchAgents/$label.plist
person=$(stat -f %u /dev/console)
[ "$person" = 0 ] || launchctl bootout "gui/$person/$label" 2>/dev/null
rm -f "$agent"
rm -rf /Applications/Tandem.app
pkgutil --forget "$label" >/dev/null 2>&1
exit 0
