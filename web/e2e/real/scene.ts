/**
 * What the phone's camera sees: a meter box, drawn by the browser, because the made-up camera's own picture shows nothing.
 * On a rough wall, so that its photos are as large as real ones.
 */

import { join } from 'node:path'
import { launchBrowser } from '../support/browser'

/** Two megapixels, as evidence must have. */
const SIZE = { width: 1632, height: 1224 }

/** Draws the scene into `folder`, with `reading` on the meter, and gives the file that Chromium plays as its camera. */
export async function drawScene(folder: string, reading: string): Promise<string> {
  const browser = await launchBrowser()
  try {
    const page = await browser.newPage({ viewport: SIZE })
    await page.setContent(meterBox(reading))
    // A film of one frame; Chromium plays it over and over.
    const path = join(folder, 'scene.mjpeg')
    await page.screenshot({ path, type: 'jpeg', quality: 85 })
    return path
  } finally {
    await browser.close()
  }
}

const meterBox = (reading: string) => `<style>html,body{margin:0}svg{display:block}</style>
<svg xmlns="http://www.w3.org/2000/svg" width="1632" height="1224" font-family="monospace">
  <defs>
    <linearGradient id="wall" x2="0" y2="1"><stop stop-color="#b9a58c"/><stop offset="1" stop-color="#8f7b64"/></linearGradient>
    <linearGradient id="box" x2="1" y2="1"><stop stop-color="#d9dddb"/><stop offset="1" stop-color="#a9b0ae"/></linearGradient>
    <filter id="grain"><feTurbulence type="fractalNoise" baseFrequency="0.7" numOctaves="4"/></filter>
  </defs>
  <rect width="1632" height="1224" fill="url(#wall)"/>
  <rect width="1632" height="1224" filter="url(#grain)" opacity="0.35"/>
  <path d="M0 210H1632M0 420H1632M0 630H1632M0 840H1632M0 1050H1632M300 0V210M900 0V210M1400 0V210M120 210V420M680 210V420M1240 210V420M300 420V630M1500 420V630M120 630V840M1560 630V840M300 840V1050M1400 840V1050" stroke="#7c6a55" stroke-width="6" fill="none"/>
  <rect x="396" y="96" width="860" height="960" rx="24" fill="#5d6664"/>
  <rect x="380" y="80" width="860" height="960" rx="24" fill="url(#box)" stroke="#6c7573" stroke-width="8"/>
  <rect x="520" y="180" width="580" height="700" rx="40" fill="#eef1ef" stroke="#b8c0bd" stroke-width="6"/>
  <rect x="590" y="270" width="440" height="170" rx="14" fill="#a9c6b2" stroke="#54635a" stroke-width="6"/>
  <text x="1005" y="384" font-size="96" text-anchor="end" fill="#17261d">${reading}</text>
  <text x="1010" y="428" font-size="28" text-anchor="end" fill="#17261d">kWh</text>
  <g fill="#1d2523">
    <rect x="620" y="520" width="8" height="90"/><rect x="636" y="520" width="4" height="90"/><rect x="648" y="520" width="12" height="90"/>
    <rect x="668" y="520" width="4" height="90"/><rect x="680" y="520" width="8" height="90"/><rect x="700" y="520" width="4" height="90"/>
    <rect x="712" y="520" width="10" height="90"/><rect x="732" y="520" width="4" height="90"/><rect x="744" y="520" width="8" height="90"/>
    <rect x="764" y="520" width="12" height="90"/><rect x="784" y="520" width="4" height="90"/><rect x="800" y="520" width="8" height="90"/>
    <rect x="820" y="520" width="4" height="90"/><rect x="832" y="520" width="12" height="90"/><rect x="856" y="520" width="4" height="90"/>
    <rect x="868" y="520" width="8" height="90"/><rect x="888" y="520" width="10" height="90"/><rect x="908" y="520" width="4" height="90"/>
    <rect x="924" y="520" width="8" height="90"/><rect x="944" y="520" width="4" height="90"/><rect x="956" y="520" width="12" height="90"/>
  </g>
  <text x="810" y="656" font-size="34" text-anchor="middle" fill="#1d2523">220 V 5(60) A 50 Hz</text>
  <circle cx="640" cy="730" r="16" fill="#c0392b"/><circle cx="980" cy="730" r="26" fill="#cfd6d3" stroke="#8b9491" stroke-width="6"/>
  <rect x="560" y="900" width="500" height="90" rx="10" fill="#3a4240"/>
  <path d="M640 990V1224M760 990V1224M880 990V1224M1000 990V1224" stroke-width="26" stroke="#2f6fb0"/>
  <path d="M640 990V1224" stroke-width="26" stroke="#b23a2e"/><path d="M1000 990V1224" stroke-width="26" stroke="#c9a227"/>
  <circle cx="1180" cy="560" r="34" fill="#e0b400" stroke="#8a6f00" stroke-width="6"/>
</svg>`
