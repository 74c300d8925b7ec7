/**
 * How wide Inter is: each character's advance in thousandths of the font's size, from "space" to "~", of the two weights
 * that figures use. As the font says itself (`hmtx` of @fontsource-variable/inter at wght 400 and 600).
 */
const firstCode = 0x20
const regular = [
  281, 288, 466, 633, 642, 982, 644, 300, 365, 365, 501, 662, 288, 460, 288, 360, 631, 407, 610, 618, 646, 593, 620,
  566, 619, 620, 288, 302, 662, 662, 662, 511, 966, 690, 654, 730, 722, 601, 590, 746, 743, 269, 571, 672, 565, 903,
  753, 765, 639, 765, 644, 642, 646, 744, 690, 985, 682, 679, 629, 365, 360, 365, 471, 456, 323, 562, 612, 571, 612,
  583, 370, 613, 591, 242, 242, 549, 242, 876, 591, 600, 612, 612, 376, 528, 327, 591, 562, 818, 546, 562, 552, 426,
  333, 426, 662,
]
const semibold = [
  252, 321, 523, 644, 650, 1004, 663, 326, 373, 373, 540, 673, 319, 465, 319, 379, 660, 423, 623, 636, 666, 612, 640,
  576, 640, 640, 319, 329, 673, 673, 673, 543, 999, 728, 659, 737, 722, 605, 588, 749, 746, 277, 580, 703, 565, 922,
  759, 769, 645, 773, 652, 650, 660, 736, 728, 1020, 720, 713, 652, 373, 379, 373, 481, 469, 351, 574, 624, 583, 624,
  591, 389, 625, 612, 262, 262, 569, 262, 900, 612, 609, 624, 624, 397, 549, 353, 612, 587, 839, 569, 588, 566, 455,
  359, 455, 673,
]
/** Of what is neither Latin nor wide; Greek letters are about so wide. */
const otherwise = 640
const others: Record<string, number> = {
  '…': 900,
  '–': 500,
  '—': 1000,
  '’': 280,
  '‘': 280,
  '“': 470,
  '”': 470,
  '·': 300,
}
const firstWideCode = 0x1100

/** The width of a text in px, for a CSS font such as "600 12px 'Inter Variable'". There is no browser to measure it. */
export function textWidthPx(text: string, font: string): number {
  const sizePx = Number(/(\d+(?:\.\d+)?)px/.exec(font)?.[1] ?? 12)
  const advances = /(?:^|\s)(?:bold|[6-9]00)\s/.test(font) ? semibold : regular
  // An accented letter is as wide as the letter: "é" comes apart into "e" and an accent, which takes no room.
  const letters = text.normalize('NFD').replace(/\p{Mn}/gu, '')
  let thousandths = 0
  for (const letter of letters) thousandths += advanceOf(letter, advances)
  return (thousandths * sizePx) / 1_000
}

function advanceOf(letter: string, advances: readonly number[]): number {
  const code = letter.codePointAt(0)!
  return advances[code - firstCode] ?? others[letter] ?? (code >= firstWideCode ? 1_000 : otherwise)
}
