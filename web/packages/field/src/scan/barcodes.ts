/** Barcodes in a picture, where the browser can read them; many WebViews cannot. */

interface Detector {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>
}

declare global {
  interface Window {
    BarcodeDetector?: new () => Detector
  }
}

export function canReadBarcodes(): boolean {
  return window.BarcodeDetector !== undefined && 'mediaDevices' in navigator
}

/** Looks at the picture a few times a second and gives the first barcode. Returns how to stop. */
export function watchForBarcode(video: HTMLVideoElement, onFound: (code: string) => void): () => void {
  const detector = window.BarcodeDetector && new window.BarcodeDetector()
  let isLooking = false
  const look = async () => {
    if (!detector || isLooking || video.readyState < HAVE_CURRENT_DATA) return
    isLooking = true
    try {
      const [first] = await detector.detect(video)
      if (first) onFound(first.rawValue.trim())
    } catch {
      // A frame that could not be read; the next one comes soon.
    } finally {
      isLooking = false
    }
  }
  const looking = setInterval(() => void look(), LOOK_MS)
  return () => clearInterval(looking)
}

const HAVE_CURRENT_DATA = 2
const LOOK_MS = 250
