/** Stands in a Worker for js-base64, of which libSQL's client needs these two: the platform can do it. */
export const Base64 = {
  fromUint8Array: (bytes: Uint8Array): string => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')),
  toUint8Array: (text: string): Uint8Array => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)),
};
