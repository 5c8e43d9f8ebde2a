/** What CloudWatch Logs allows between the percent signs: no groups, ASCII only. A backslash may escape anything. */
const ALLOWED = /^(?:[A-Za-z0-9:_#=@/;,\- ^$?[\]{}|*+.]|\\[\x20-\x7e])+$/;

/** More repetitions than this in a row can take a backtracking matcher for ever. */
const MAX_REPETITIONS = 2;

/**
 * The regular expression of a `%…%` term, found anywhere in a text unless it is anchored; undefined if CloudWatch Logs
 * would refuse it, or if it could take too long to try.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export const termRegex = (source: string): RegExp | undefined => {
  const branches = source.replace(/\\.|\[[^\]]*\]/g, 'x').split('|');
  if (!ALLOWED.test(source) || branches.some((branch) => (branch.match(/[*+{]/g) ?? []).length > MAX_REPETITIONS)) return undefined;
  try {
    return new RegExp(source);
  } catch {
    return undefined;
  }
};
