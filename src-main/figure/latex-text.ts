const written: Record<string, string> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  '#': '\\#',
  $: '\\$',
  '%': '\\%',
  '&': '\\&',
  _: '\\_',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
  // A straight one has a meaning of its own for some languages.
  '"': "''",
  '−': '$-$',
  '∞': '$\\infty$',
  '·': '$\\cdot$',
  '×': '$\\times$',
  '±': '$\\pm$',
  '≤': '$\\leq$',
  '≥': '$\\geq$',
  '≠': '$\\neq$',
  '→': '$\\rightarrow$',
  '²': '$^2$',
}
const smallGreek =
  'alpha beta gamma delta varepsilon zeta eta theta iota kappa lambda mu nu xi o pi rho varsigma sigma tau upsilon ' +
  'varphi chi psi omega'
smallGreek.split(' ').forEach((name, index) => {
  written[String.fromCharCode(0x3b1 + index)] = name === 'o' ? 'o' : `$\\${name}$`
})
const largeGreek = 'Γ Gamma, Δ Delta, Θ Theta, Λ Lambda, Ξ Xi, Π Pi, Σ Sigma, Φ Phi, Ψ Psi, Ω Omega'
for (const pair of largeGreek.split(', ')) {
  const [letter, name] = pair.split(' ')
  written[letter!] = `$\\${name}$`
}

/**
 * A name as LaTeX's text: nothing in it is a command, a comment or the end of a cell. Greek letters and signs become
 * mathematics, so that pdfLaTeX takes them too; other scripts stand as they are and want XeLaTeX or LuaLaTeX.
 */
export const latexText = (text: string): string =>
  Array.from(
    // oxlint-disable-next-line no-control-regex
    text.replace(/[\0-\x1f\x7f]+/g, ' '),
    (letter) => written[letter] ?? letter,
  ).join('')
