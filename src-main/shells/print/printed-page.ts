/** A page that is the picture and nothing else, on paper of its size. */
export const printedPage = (svg: string, { widthPx, heightPx }: { widthPx: number; heightPx: number }): string =>
  '<!doctype html><meta charset="utf-8">' +
  `<style>@page{size:${widthPx}px ${heightPx}px;margin:0}html,body{margin:0}svg{display:block}</style>${svg}`
