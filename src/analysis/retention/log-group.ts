/**
 * How long a log group keeps its events, in days. No retention set: for ever (Infinity). The class DELIVERY keeps one day,
 * whatever retention stands there; INFREQUENT_ACCESS and the others keep what is set. CloudWatch Logs may take up to 72 hours more.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch_Logs_Log_Classes.html
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
 */
export const logGroupLife = (retentionInDays: number | undefined, logGroupClass: string | undefined): number =>
  logGroupClass === 'DELIVERY' ? 1 : (retentionInDays ?? Infinity);

/** What to say beside a log group's retention. */
export const LOG_GROUP_NOTE = 'CloudWatch Logs can take up to 72 hours longer to delete what has expired.';
