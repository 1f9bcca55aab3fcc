import { parseControlCommand } from '../../faults/control-command.ts';
import { jsonAnswer, type Operation } from '../../http/operation.ts';

/** Turns the switches of the running hub; answers how they all stand. Not part of IoT Hub. */
export const control: Operation = {
  name: 'Control',
  method: 'POST',
  path: '/$twin-tui/control',
  access: 'owner',
  run: (context, { json }) => jsonAnswer(200, context.control.apply(parseControlCommand(json()))),
};
