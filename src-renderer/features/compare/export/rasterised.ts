/** An SVG document as PNG, `scale` pixels for each of its px. It brings its fonts along. */
export async function rasterised(
  svg: string,
  { widthPx, heightPx }: { widthPx: number; heightPx: number },
  scale: number,
): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = address
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(widthPx * scale)
    canvas.height = Math.round(heightPx * scale)
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height)
    const png = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
    if (png === null) throw new Error('The picture is too large for this browser. Choose a smaller size or scale.')
    return png
  } finally {
    URL.revokeObjectURL(address)
  }
}
