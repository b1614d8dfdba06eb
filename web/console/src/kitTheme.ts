import { FONT_STACK, PALETTES, type Theme } from '@ronghe/ui'
import { theme as kit, type ThemeConfig } from 'antd'

/** antd in our colours: the one primary, our greys, and 40-pixel rows. */
export function kitTheme(theme: Theme): ThemeConfig {
  const palette = PALETTES[theme]
  return {
    algorithm: theme === 'night' ? kit.darkAlgorithm : kit.defaultAlgorithm,
    token: {
      colorPrimary: palette.primary,
      colorInfo: palette.primary,
      colorLink: palette.primaryStrong,
      colorText: palette.text,
      colorTextSecondary: palette.textMuted,
      colorTextTertiary: palette.textMuted,
      colorTextDescription: palette.textMuted,
      colorTextPlaceholder: palette.textMuted,
      colorBgContainer: palette.surface,
      colorBgElevated: palette.surface,
      colorBgLayout: palette.page,
      colorBorder: palette.border,
      colorBorderSecondary: palette.border,
      colorError: palette.meanings.late.text,
      fontFamily: FONT_STACK,
      fontSize: 14,
      borderRadius: 6,
      motion: false,
    },
    components: {
      Table: { cellPaddingBlockSM: 9, headerBg: palette.sunken, headerColor: palette.textMuted, rowSelectedBg: palette.primarySoft, rowSelectedHoverBg: palette.primarySoft },
      // The dark algorithm would darken the primary under its dark text.
      Button: { colorPrimary: palette.primary, colorPrimaryHover: palette.primaryStrong, primaryColor: palette.onPrimary },
    },
  }
}
