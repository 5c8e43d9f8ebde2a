/** Names that an attacker might give what he may name: markup, formulas, terminal escapes, reading direction, the shell. */
export const hostile: readonly string[] = [
  '<img src=x onerror=alert(1)>',
  '"><script>alert(2)</script>',
  '</script><script>alert(3)</script>',
  '<!-- <script>',
  "=cmd|' /C calc'!A0",
  'invoice\u202egnp.exe',
  '\u001b[31mred\u001b]0;title\u0007',
  'a`$(touch /tmp/x)`;{name}',
];
