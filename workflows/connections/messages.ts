import { defineSignal } from '@temporalio/workflow';

/** By the vendor's id of the event, so that an operator finds it with what the vendor's log shows. */
export const processInboundId = (vendor: string, eventId: string) => `process-inbound/${vendor}/${eventId}`;

export const maintainConnectionId = (connectionId: string) => `maintain-connection/${connectionId}`;
export const disconnectConnectionId = (connectionId: string) => `disconnect-connection/${connectionId}`;
/** To `maintain-connection/<id>`: the connection was changed, so look at it now. */
export const connectionChanged = defineSignal('connectionChanged');
