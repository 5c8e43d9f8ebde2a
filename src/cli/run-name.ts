/** A time as a run's folder is called by it. */
export const folderTime = (asOf: string): string => asOf.slice(0, 19).replaceAll(':', '-');
