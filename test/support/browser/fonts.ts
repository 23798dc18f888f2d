import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cached } from '../npm';

/** Fonts of Linux systems, with the npm packages and the folders in them that contain their files. */
const sources = {
  DejaVu: { package: 'dejavu-fonts-ttf', version: '2.37.3', folder: 'ttf', files: /^DejaVuSans(-Bold|Mono)?\.ttf$/ },
  Liberation: {
    package: 'pdfjs-dist',
    version: '4.10.38',
    folder: 'standard_fonts',
    files: /^LiberationSans-(Regular|Bold)\.ttf$/,
  },
  Noto: { package: '@expo-google-fonts/noto-sans', version: '0.4.2', folder: '400Regular', files: /\.ttf$/ },
};

export type Font = keyof typeof sources;
export const fonts = Object.keys(sources) as Font[];

/** The environment of a browser that has one font only. */
export async function onlyFont(font: Font): Promise<{ FONTCONFIG_FILE: string }> {
  const source = sources[font];
  const folder = await cached(`font-${font}`, { [source.package]: source.version }, async (draft, final) => {
    const from = join(draft, 'node_modules', source.package, source.folder);
    mkdirSync(join(draft, 'fonts'));
    for (const name of readdirSync(from).filter((file) => source.files.test(file))) {
      cpSync(join(from, name), join(draft, 'fonts', name));
    }
    writeFileSync(join(draft, 'fonts.conf'), fontsConf(join(final, 'fonts')));
  });
  return { FONTCONFIG_FILE: join(folder, 'fonts.conf') };
}

/** Fontconfig's file for the fonts of one folder. */
export const fontsConf = (folder: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${folder}</dir><cachedir>${folder}/cache</cachedir></fontconfig>
`;
