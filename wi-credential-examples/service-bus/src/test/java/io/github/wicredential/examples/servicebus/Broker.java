package io.github.wicredential.examples.servicebus;

import io.github.wicredential.examples.local.AcceptedToken;
import io.github.wicredential.examples.local.TokenCheck;
import io.github.wicredential.examples.local.TokenRefusedException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.qpid.proton.amqp.UnsignedLong;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.messaging.Source;
import org.apache.qpid.proton.amqp.messaging.Target;
import org.apache.qpid.proton.engine.BaseHandler;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.EndpointState;
import org.apache.qpid.proton.engine.Event;
import org.apache.qpid.proton.engine.Link;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.engine.Sender;
import org.apache.qpid.proton.engine.SslDomain;
import org.apache.qpid.proton.message.Message;
import org.apache.qpid.proton.reactor.FlowController;
import org.apache.qpid.proton.reactor.Handshaker;

/**
 * The AMQP side of a namespace with one queue: the node {@code $cbs} (claims-based security), which verifies the token of
 * each claim, and the queue. It keeps what comes and gives it out again; it is no more of a broker than that. All on the
 * reactor's thread.
 */
final class Broker extends BaseHandler {

    private static final String CBS = "$cbs";
    private static final EnumSet<EndpointState> ANY = EnumSet.allOf(EndpointState.class);

    private final SslDomain tls;
    private final TokenCheck check;
    private final Queue<byte[]> waiting = new ArrayDeque<>();
    private final List<Claim> claims = new CopyOnWriteArrayList<>();
    private final List<String> events = new CopyOnWriteArrayList<>();
    private long sequence;

    /** A claim that was granted. */
    record Claim(String name, String type, AcceptedToken token) {}

    Broker(SslDomain tls, TokenCheck check) {
        this.tls = tls;
        this.check = check;
        // Answer openings and closings, and give credit to whoever sends.
        add(new Handshaker());
        add(new FlowController(16));
    }

    List<Claim> claims() {
        return List.copyOf(claims);
    }

    /** What happened, in its order. */
    List<String> events() {
        return List.copyOf(events);
    }

    @Override
    public void onConnectionBound(Event event) {
        event.getTransport().ssl(tls);
    }

    @Override
    public void onLinkRemoteOpen(Event event) {
        if (event.getLink() instanceof Receiver receiver) {
            receiver.setMaxMessageSize(UnsignedLong.valueOf(64 * 1024));
        }
    }

    @Override
    public void onLinkFlow(Event event) {
        if (event.getLink() instanceof Sender sender && !isCbs(sender)) {
            while (sender.getCredit() > 0 && !waiting.isEmpty()) {
                events.add("delivered");
                send(sender, waiting.remove());
            }
        }
    }

    @Override
    public void onDelivery(Event event) {
        Delivery delivery = event.getDelivery();
        if (delivery.getLink() instanceof Receiver receiver) {
            if (delivery.isReadable() && !delivery.isPartial()) {
                received(receiver, delivery);
            }
        } else if (delivery.getRemoteState() != null && !delivery.isSettled()) {
            if (!isCbs(delivery.getLink())) {
                events.add(delivery.getRemoteState() instanceof Accepted ? "completed" : "given back");
            }
            delivery.disposition(delivery.getRemoteState());
            delivery.settle();
        }
    }

    private void received(Receiver receiver, Delivery delivery) {
        byte[] bytes = new byte[delivery.pending()];
        receiver.recv(bytes, 0, bytes.length);
        receiver.advance();
        Message message = Messages.decode(bytes);
        if (isCbs(receiver)) {
            send(answers(receiver), Messages.encode(claim(message)));
        } else {
            events.add("stored");
            waiting.add(Messages.encode(Messages.stored(message, ++sequence)));
        }
        delivery.disposition(Accepted.getInstance());
        delivery.settle();
    }

    /** put-token: the name of what is claimed, the token's type, and the token. */
    private Message claim(Message request) {
        Map<String, Object> properties = request.getApplicationProperties().getValue();
        try {
            AcceptedToken token = check.verify(String.valueOf(((AmqpValue) request.getBody()).getValue()));
            claims.add(
                    new Claim(String.valueOf(properties.get("name")), String.valueOf(properties.get("type")), token));
            events.add("claim granted");
            return Messages.answer(request, 202, "Accepted");
        } catch (TokenRefusedException e) {
            events.add("claim refused");
            return Messages.answer(request, 401, String.valueOf(e.getMessage()));
        }
    }

    /** The link on which the connection listens to the node's answers. */
    private static Sender answers(Receiver requests) {
        Link link = requests.getSession().getConnection().linkHead(ANY, ANY);
        while (!(link instanceof Sender && isCbs(link))) {
            link = link.next(ANY, ANY);
        }
        return (Sender) link;
    }

    /** With a tag of 16 bytes, from which the receiver makes its lock token. */
    private static void send(Sender sender, byte[] message) {
        UUID tag = UUID.randomUUID();
        sender.delivery(ByteBuffer.allocate(16)
                .putLong(tag.getMostSignificantBits())
                .putLong(tag.getLeastSignificantBits())
                .array());
        sender.send(message, 0, message.length);
        sender.advance();
    }

    private static boolean isCbs(Link link) {
        return CBS.equals(
                link instanceof Receiver
                        ? ((Target) link.getRemoteTarget()).getAddress()
                        : ((Source) link.getRemoteSource()).getAddress());
    }
}
