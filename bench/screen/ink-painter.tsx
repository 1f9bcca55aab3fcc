import { render, useInput } from 'ink';
import { useState } from 'react';
import { Screen } from '../../src/tui/app/screen.tsx';
import { firstProps, moved } from './cursor-props.ts';

/** The screen without a hub behind it, so that nothing but painting is measured. `q` ends it. */
function Painter() {
  const [props, setProps] = useState(firstProps);
  useInput(key => (key === 'q' ? painted.unmount() : setProps(before => moved(before, key))));
  return <Screen {...props} />;
}

const painted = render(<Painter />, {
  alternateScreen: true,
  interactive: true,
  patchConsole: false,
  maxFps: Number(process.env.BENCH_FPS),
});
