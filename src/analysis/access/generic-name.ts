/** Words that stand for no single person, wherever they stand in a name. */
const anywhere = new Set(
  'admin admins administrator administrators root superuser test tests tester testing dev devs developer developers team shared common generic guest info office support helpdesk temp temporary demo default everyone staff employees interns contractors'.split(
    ' ',
  ),
);

/** Words that stand for no single person where a name holds nothing else. */
const alone = new Set(
  'user users account accounts service ops sales it hr aws iam amazon seller warehouse logistics accounting marketing'.split(' '),
);

/** The words of a user's name that stand for no single person: `dev-team`, `Admin2`, `info@shop.example`. `devon` is no `dev`. */
export function genericWords(name: string): readonly string[] {
  const words = name
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter(Boolean);
  const found = words.filter((word) => anywhere.has(word));
  if (found.length > 0) return [...new Set(found)];
  return words.length > 0 && words.every((word) => alone.has(word)) ? [...new Set(words)] : [];
}
