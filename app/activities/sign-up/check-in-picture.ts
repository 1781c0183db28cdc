import qrcode from 'qrcode'

/** What the picture says is the code itself: it means something to the host's list and to nothing else. */
export const checkInSvg = (code: string) =>
  qrcode.toString(code, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' })

/** For mail: few programs show SVG there. */
export const checkInPng = (code: string) =>
  qrcode.toBuffer(code, { type: 'png', margin: 2, width: 360, errorCorrectionLevel: 'M' })

/** Read aloud and typed in two halves. */
export const spacedCode = (code: string) => `${code.slice(0, 4)} ${code.slice(4)}`
