import { tool } from '../tool.ts';
import { closest } from '../yaml/document.ts';

const help = (command?: string): string => `\`${[tool.name, command, '--help'].filter(Boolean).join(' ')}\` shows what there is.`;

/**
 * What the parser says of a command line, in a sentence of ours. `signatures` are the commands as they are declared, such as
 * `diff <before> <now>`; `asked` is the first word of the line.
 */
export function usageWords(message: string, args: readonly string[], asked: string | undefined, signatures: readonly string[]): string {
  const nameOf = (signature: string): string => signature.split(' ')[0] ?? '';
  const own = signatures.find((signature) => nameOf(signature) === asked);
  const command = own && nameOf(own);
  if (/^Not enough non-option arguments/.test(message) && own)
    return `\`${tool.name} ${own}\` wants what stands in < >: \`${tool.name} ${command} --help\` says what that is.`;
  const [, flags] = /^Not enough arguments following: (.+)$/.exec(message) ?? [];
  if (flags !== undefined) return `--${flags} wants a value behind it. ${help(command)}`;
  const [, unknown] = /^Unknown arguments?: (.+)$/.exec(message) ?? [];
  const word = unknown?.split(', ').find((one) => args.includes(one));
  if (word !== undefined && own === undefined) {
    const hint = closest(word, signatures.map(nameOf));
    return `There is no command \`${word}\`${hint ? `: did you mean \`${hint}\`?` : '.'} ${help()}`;
  }
  return `${message}. ${help()}`;
}
