/** A bucket's region from its location: empty means us-east-1, `EU` means eu-west-1. docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html */
export function bucketRegion(location: { readonly LocationConstraint?: string } | undefined): string | undefined {
  if (!location) return undefined;
  const { LocationConstraint: name } = location;
  return name === undefined || name === '' ? 'us-east-1' : name === 'EU' ? 'eu-west-1' : name;
}
