import type { RuleRow } from '../findings/file.ts';
import { plainText } from './plain-text.ts';

/** What stands for a resource in a remediation: `{name}`, `{arn}`, `{region}`, `{account}`. */
export interface Target {
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  readonly account: string;
}

/** How to mend it, with this resource put in. */
export interface Remedy {
  readonly text: string;
  readonly cli?: string;
  readonly terraform?: string;
  /** Is something left for the reader to put in, since it can't be put into a command safely? */
  readonly byHand: boolean;
}

const placeholder = /\{(name|arn|region|account)\}/g;

/** A value that no shell and no Terraform string reads as anything but itself. What begins with a hyphen would be read as a flag. */
const harmless = /^[A-Za-z0-9_/.][A-Za-z0-9_/.:@+=,-]*$/;

/** Puts the resource into a sentence. */
export const fillText = (text: string, target: Target): string =>
  text.replace(placeholder, (_, key: keyof Target) => plainText(target[key]));

/**
 * Puts the resource into a command to copy. Names belong to whoever made the resource: one that a shell would read
 * (`$(…)`, quotes, blanks) is left as `{name}`, so that what is copied runs nothing else.
 */
export const fillCommand = (text: string, target: Target): string =>
  text.replace(placeholder, (whole, key: keyof Target) => (harmless.test(target[key]) ? target[key] : whole));

/** The remedy of a rule for one resource, or none where the rule has none for its type. */
export function remedy(rule: RuleRow, type: string, target: Target): Remedy | undefined {
  const found = rule.remediation[type];
  if (!found) return undefined;
  const cli = found.cli && fillCommand(found.cli, target);
  const terraform = found.terraform && fillCommand(found.terraform, target);
  return {
    text: fillText(found.text, target),
    ...(cli && { cli }),
    ...(terraform && { terraform }),
    byHand: [cli, terraform].some((text) => text !== undefined && text.search(placeholder) >= 0),
  };
}

/** The first sentence of a text: up to the first full stop that ends one. */
export const firstSentence = (text: string): string => /^[\s\S]*?[.!](?=\s|$)/.exec(text.trim())?.[0] ?? text.trim();
