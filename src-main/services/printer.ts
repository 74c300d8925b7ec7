/** What a picture is made as, by a browser engine. */
export type PrintedAs =
  | { kind: 'pdf'; widthPx: number; heightPx: number }
  | { kind: 'png'; widthPx: number; heightPx: number; scale: number }

/** A browser engine that makes other pictures of an SVG, as the shell has it. */
export interface Printer {
  /** Why it can't be had here, without a full stop; null where it can. Found out when it is asked. */
  refusal(): Promise<string | null>
  /** Vectors stay vectors in a PDF, and its fonts are in it. Throws with a reason where it fails. */
  print(svg: string, as: PrintedAs): Promise<Uint8Array>
}
