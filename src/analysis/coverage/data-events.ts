import {
  type AdvancedEventSelector,
  classicHalves,
  type EventSelector,
  type FieldSelector,
  HALVES,
  type Half,
  operatorsOf,
  readOnlyHalves,
  type Selectors,
  says,
} from './selectors.ts';

/** Whether every read, and every write, of every object of a bucket is logged. */
export interface DataEventCoverage {
  readonly reads: boolean;
  readonly writes: boolean;
}

const S3_OBJECT = 'AWS::S3::Object';

/**
 * Whether the selectors of a trail log the object events of all objects of a bucket, whose ARN is given in its own
 * partition (`arn:aws-cn:s3:::orders`). A prefix within the bucket is not the bucket, and `orders` is not `orders-old`.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html
 */
export const dataEventCoverage = (
  { EventSelectors = [], AdvancedEventSelectors = [] }: Selectors,
  bucketArn: string,
): DataEventCoverage => {
  const halves = [
    ...EventSelectors.flatMap((selector) => classic(selector, bucketArn)),
    ...AdvancedEventSelectors.flatMap((selector) => advanced(selector, bucketArn)),
  ];
  return { reads: halves.includes('read'), writes: halves.includes('write') };
};

/** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DataResource.html */
const classic = (selector: EventSelector, bucketArn: string): readonly Half[] => {
  const [arn, partition] = bucketArn.split(':');
  const all = [`${arn}:${partition}:s3`, `${arn}:${partition}:s3:::`, `${bucketArn}/`];
  const covers = (selector.DataResources ?? []).some(
    ({ Type, Values = [] }) => Type === S3_OBJECT && Values.some((value) => all.includes(value)),
  );
  return covers ? classicHalves(selector) : [];
};

const advanced = (selector: AdvancedEventSelector, bucketArn: string): readonly Half[] => {
  if (!says(selector, 'eventCategory', 'Data') || !says(selector, 'resources.type', S3_OBJECT)) return [];
  const left = (selector.FieldSelectors ?? []).map((field) => halvesLeft(field, bucketArn));
  return HALVES.filter((half) => left.every((halves) => halves.includes(half)));
};

/** What one field leaves of all events of the bucket's objects; any field that narrows leaves nothing whole. */
const halvesLeft = (field: FieldSelector, bucketArn: string): readonly Half[] => {
  if (field.Field === 'eventCategory' || field.Field === 'resources.type') return HALVES; // said above
  if (field.Field === 'readOnly') return readOnlyHalves(field);
  return field.Field === 'resources.ARN' && coversBucket(field, bucketArn) ? HALVES : [];
};

/** Other operators never let all objects of a bucket through for sure. */
const UNDERSTOOD = ['StartsWith', 'NotStartsWith', 'NotEquals'];

/**
 * Whether a condition on `resources.ARN` lets every object of the bucket through: it starts with what their ARNs start
 * with, and takes none of them away. `Equals` and `EndsWith` never name all objects; `NotEndsWith` may take some.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html
 */
const coversBucket = (field: FieldSelector, bucketArn: string): boolean => {
  const objects = `${bucketArn}/`;
  const operators = operatorsOf(field);
  if (operators.length === 0 || !operators.every((operator) => UNDERSTOOD.includes(operator))) return false;
  const starts = field.StartsWith ?? [];
  return (
    (starts.length === 0 || starts.some((value) => objects.startsWith(value))) &&
    (field.NotStartsWith ?? []).every((value) => !objects.startsWith(value) && !value.startsWith(objects)) &&
    (field.NotEquals ?? []).every((value) => value !== bucketArn && !value.startsWith(objects))
  );
};
