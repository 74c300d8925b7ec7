/** Why a database can't be used; `reason` is a sentence for people that names the file and the way on. */
export interface StorageError {
  kind: 'missing' | 'newer-schema' | 'older-schema' | 'foreign-file' | 'migration-failed' | 'cannot-open'
  reason: string
}
