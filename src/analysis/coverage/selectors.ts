/** A classic selector, as `GetEventSelectors` gives it. https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_EventSelector.html */
export interface EventSelector {
  readonly ReadWriteType?: string | undefined;
  readonly IncludeManagementEvents?: boolean | undefined;
  readonly ExcludeManagementEventSources?: readonly string[] | undefined;
  readonly DataResources?: readonly { readonly Type?: string | undefined; readonly Values?: readonly string[] | undefined }[] | undefined;
}

/** One condition of an advanced selector. https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html */
export interface FieldSelector {
  readonly Field?: string | undefined;
  readonly Equals?: readonly string[] | undefined;
  readonly StartsWith?: readonly string[] | undefined;
  readonly EndsWith?: readonly string[] | undefined;
  readonly NotEquals?: readonly string[] | undefined;
  readonly NotStartsWith?: readonly string[] | undefined;
  readonly NotEndsWith?: readonly string[] | undefined;
}

/** An advanced selector: its fields are joined by "and". Its name is free text and says nothing. */
export interface AdvancedEventSelector {
  readonly Name?: string | undefined;
  readonly FieldSelectors?: readonly FieldSelector[] | undefined;
}

/** All selectors of a trail (or of an event data store, which has advanced ones only): joined by "or". */
export interface Selectors {
  readonly EventSelectors?: readonly EventSelector[] | undefined;
  readonly AdvancedEventSelectors?: readonly AdvancedEventSelector[] | undefined;
}

/** Reading calls, writing calls: the two halves of all events. */
export type Half = 'read' | 'write';
export const HALVES: readonly Half[] = ['read', 'write'];

/** The halves that a classic selector logs; a type that we don't know logs none for sure. */
export const classicHalves = ({ ReadWriteType }: EventSelector): readonly Half[] => {
  if (ReadWriteType === 'All') return HALVES;
  if (ReadWriteType === 'ReadOnly') return ['read'];
  return ReadWriteType === 'WriteOnly' ? ['write'] : [];
};

/** The operators that a field selector uses, those that we don't know among them. */
export const operatorsOf = (field: FieldSelector): readonly string[] =>
  Object.entries(field).flatMap(([name, values]) => (name !== 'Field' && values !== undefined && values.length > 0 ? [name] : []));

/** The values of a field selector that uses `Equals` and nothing else; undefined otherwise. */
export const onlyEquals = (field: FieldSelector): readonly string[] | undefined =>
  operatorsOf(field).join() === 'Equals' ? field.Equals : undefined;

/** Whether an advanced selector names `Field`, and by nothing but `Equals` with `value` among its values. */
export const says = ({ FieldSelectors = [] }: AdvancedEventSelector, Field: string, value: string): boolean => {
  const about = FieldSelectors.filter((field) => field.Field === Field);
  return about.length > 0 && about.every((field) => onlyEquals(field)?.includes(value) === true);
};

/** The halves that a `readOnly` field leaves. Anything but Equals "true" or "false" leaves none for sure. */
export const readOnlyHalves = (field: FieldSelector): readonly Half[] => {
  const values = onlyEquals(field) ?? [];
  return HALVES.filter((half) => values.includes(half === 'read' ? 'true' : 'false'));
};
