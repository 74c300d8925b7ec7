/** What the system's codes mean, as a clause that goes on after "FILE can't be read: ". */
const meanings: Record<string, string> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EEXIST: 'a file already has its name, or its folder’s',
  ENOTDIR: 'a part of its path is a file, not a folder',
  EACCES: 'permission was denied',
  EPERM: 'permission was denied',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EFBIG: 'the file is too large for this file system',
  EDQUOT: 'this user’s disk quota is used up',
  ENAMETOOLONG: 'its name is too long',
  ELOOP: 'its symbolic links form a loop',
  EAGAIN: 'nothing can be read from it now',
  ERR_INVALID_ARG_VALUE: 'no file can have such a name',
}

/** Why a file can't be read or written, without a full stop. */
export function fileProblem(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return meanings[code] ?? (error instanceof Error ? error.message : String(error)).replace(/\.$/, '')
}
