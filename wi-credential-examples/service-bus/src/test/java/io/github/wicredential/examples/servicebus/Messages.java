package io.github.wicredential.examples.servicebus;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.UnsignedByte;
import org.apache.qpid.proton.amqp.UnsignedInteger;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.amqp.messaging.Header;
import org.apache.qpid.proton.amqp.messaging.MessageAnnotations;
import org.apache.qpid.proton.codec.WritableBuffer;
import org.apache.qpid.proton.message.Message;

/** Messages as a namespace makes them. */
final class Messages {

    private Messages() {}

    static Message decode(byte[] bytes) {
        Message message = Message.Factory.create();
        message.decode(bytes, 0, bytes.length);
        return message;
    }

    static byte[] encode(Message message) {
        WritableBuffer.ByteBufferWrapper buffer = WritableBuffer.ByteBufferWrapper.allocate(64 * 1024);
        message.encode(buffer);
        byte[] bytes = new byte[buffer.position()];
        buffer.toReadableBuffer().get(bytes);
        return bytes;
    }

    /** The answer to a request of claims-based security. */
    static Message answer(Message request, int status, String description) {
        Message answer = Message.Factory.create();
        answer.setCorrelationId(request.getMessageId());
        answer.setBody(new AmqpValue(null));
        answer.setApplicationProperties(
                new ApplicationProperties(Map.of("status-code", status, "status-description", description)));
        return answer;
    }

    /** Adds what a queue adds to a message. */
    static Message stored(Message message, long sequence) {
        Header header = new Header();
        header.setDurable(true);
        header.setPriority(UnsignedByte.valueOf((byte) 4));
        header.setDeliveryCount(UnsignedInteger.ZERO);
        message.setHeader(header);
        Instant now = Instant.now();
        message.setMessageAnnotations(new MessageAnnotations(Map.of(
                Symbol.valueOf("x-opt-sequence-number"),
                sequence,
                Symbol.valueOf("x-opt-enqueued-time"),
                Date.from(now),
                Symbol.valueOf("x-opt-locked-until"),
                Date.from(now.plus(Duration.ofMinutes(1))))));
        return message;
    }
}
