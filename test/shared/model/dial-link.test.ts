import { expect, test } from "vitest";
import { readDialLink } from "../../../shared/model/dial-link.ts";

test.each([
  ["tel:+81-3-1234-5678", "+81312345678", null],
  ["tel:(03)1234.5678", "0312345678", null],
  ["tel:%2B81312345678", "+81312345678", null],
  ["tel:+49%20(0)30%20123456", "+4930123456", null],
  ["TEL://110", "110", null],
  ["tel:7042;phone-context=example.com", "7042", null],
  ["tel:1234567;phone-context=+81-3", "1234567", null],
  ["tel:+81-3-1234-5678;ext=12-34", "+81312345678", "1234"],
  ["tel:+81312345678;EXT=%231;isub=7", "+81312345678", "#1"],
  ["tel:+81312345678;ext=abc", "+81312345678", null],
  ["callto:0312345678", "0312345678", null],
  ["callto://+81312345678", "+81312345678", null],
  ["sip:1001@pbx.example.com;transport=ws?Subject=hello&X-Evil=1", "1001", null],
  ["sips:1001:secret@pbx.example.com:5061", "1001", null],
  ["sip:+81312345678;ext=9@pbx.example.com;user=phone", "+81312345678", "9"],
  ["sip:anna.b@pbx.example.com", "anna.b", null],
])("%s is %s, extension %s", (link, target, extension) => {
  expect(readDialLink(link)).toEqual({ ok: true, value: { target, extension } });
});

test.each([
  ["tel:", "linkEmpty"],
  ["sip:@pbx.example.com", "linkEmpty"],
  ["tel:?X-Evil=1", "linkEmpty"],
  ["tel:1001,1002", "linkSeveral"],
  ["tel:0312345678%2C0451112222", "linkSeveral"],
  ["tel:0312345678;0451112222", "linkSeveral"],
  ["sip:anna@a.example;bob@b.example", "linkSeveral"],
  ["tel:%zz", "linkNotDialable"],
  ["sip:1001%0d%0aX-Evil:1@h", "linkNotDialable"],
  ["tel:hello world", "linkNotDialable"],
  ["https://example.com", "linkNotDialable"],
  [`tel:${"1".repeat(300)}`, "linkTooLong"],
  [`sip:1001@h?Body=${"x".repeat(2_000)}`, "linkTooLong"],
])("%s is not taken: %s", (link, failure) => {
  expect(readDialLink(link)).toEqual({ ok: false, failure });
});
