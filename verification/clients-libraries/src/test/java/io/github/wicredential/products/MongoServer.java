package io.github.wicredential.products;

import io.github.wicredential.examples.local.AcceptedToken;
import io.github.wicredential.examples.local.TokenCheck;
import io.github.wicredential.examples.local.TokenRefusedException;
import io.github.wicredential.examples.local.TrustedIssuer;
import io.github.wicredential.test.LocalEntra;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bson.BsonBinary;
import org.bson.BsonBinaryWriter;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.EncoderContext;
import org.bson.io.BasicOutputBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A stand-in for a MongoDB that takes tokens: as much of the protocol as the driver's login by {@code MONGODB-OIDC} and a
 * ping need. It checks the token for real, and demands a new login (391) once it has expired.
 */
final class MongoServer implements AutoCloseable {

    static final String SCOPE = "https://ossrdbms-aad.database.windows.net/.default";

    final Tls tls = new Tls();
    final List<String> tokens = new CopyOnWriteArrayList<>();
    final List<String> callers = new CopyOnWriteArrayList<>();
    final List<Socket> connections = new CopyOnWriteArrayList<>();

    private final TokenCheck check;
    private final ServerSocket door;

    MongoServer(LocalEntra entra) throws IOException {
        check = new TokenCheck(
                TrustedIssuer.of(entra), "https://ossrdbms-aad.database.windows.net", InstantSource.system());
        door = tls.server().getServerSocketFactory().createServerSocket(0, 50, Tls.loopback());
        daemon(() -> {
            while (true) {
                Socket socket = door.accept();
                connections.add(socket);
                daemon(() -> serve(socket));
            }
        });
    }

    int port() {
        return door.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }

    private void serve(Socket socket) throws IOException {
        Session session = new Session();
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            while (true) {
                ByteBuffer head = ByteBuffer.wrap(in.readNBytes(16)).order(ByteOrder.LITTLE_ENDIAN);
                int length = head.getInt(0);
                int operation = head.getInt(12);
                byte[] body = in.readNBytes(length - 16);
                byte[] answer = written(session.answer(document(operation, body)));
                send(socket.getOutputStream(), operation, head.getInt(4), answer);
            }
        }
    }

    /** OP_MSG has it after flags and the kind of the section; OP_QUERY after flags, name, skip and limit. */
    private static BsonDocument document(int operation, byte[] body) {
        int start = 5;
        if (operation == 2004) {
            start = 4;
            while (body[start] != 0) {
                start++;
            }
            start += 9;
        }
        int length = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN).getInt(start);
        return new RawBsonDocument(body, start, length);
    }

    private static byte[] written(BsonDocument document) {
        BasicOutputBuffer buffer = new BasicOutputBuffer();
        new BsonDocumentCodec()
                .encode(new BsonBinaryWriter(buffer), document, EncoderContext.builder().build());
        return buffer.toByteArray();
    }

    private static void send(OutputStream out, int operation, int request, byte[] document) throws IOException {
        boolean query = operation == 2004;
        int length = 16 + (query ? 20 : 5) + document.length;
        ByteBuffer message = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        message.putInt(length).putInt(1).putInt(request).putInt(query ? 1 : 2013).putInt(0);
        if (query) {
            message.putLong(0).putInt(0).putInt(1);
        } else {
            message.put((byte) 0);
        }
        out.write(message.put(document).array());
        out.flush();
    }

    private final class Session {

        private @Nullable Instant expires;

        BsonDocument answer(BsonDocument command) {
            String name = command.getFirstKey();
            if (name.equalsIgnoreCase("hello") || name.equalsIgnoreCase("ismaster")) {
                return BsonDocument.parse("{ok: 1, isWritablePrimary: true, ismaster: true, helloOk: true, minWireVersion: 0, "
                        + "maxWireVersion: 21, maxBsonObjectSize: 16777216, maxMessageSizeBytes: 48000000, "
                        + "maxWriteBatchSize: 100000, logicalSessionTimeoutMinutes: 30}");
            }
            if (name.equals("saslStart")) {
                return login(command.getBinary("payload"));
            }
            if (expires == null) {
                return BsonDocument.parse("{ok: 0, code: 13, codeName: 'Unauthorized', errmsg: 'log in first'}");
            }
            if (!Instant.now().isBefore(expires)) {
                return BsonDocument.parse(
                        "{ok: 0, code: 391, codeName: 'ReauthenticationRequired', errmsg: 'the token has expired'}");
            }
            return BsonDocument.parse("{ok: 1}");
        }

        private BsonDocument login(BsonBinary payload) {
            String token = new RawBsonDocument(payload.getData()).getString("jwt").getValue();
            try {
                AcceptedToken accepted = check.verify(token);
                expires = accepted.expiresAt();
                tokens.add(token);
                callers.add(accepted.applicationId());
                return BsonDocument.parse("{ok: 1, conversationId: 1, done: true}")
                        .append("payload", new BsonBinary(new byte[0]));
            } catch (TokenRefusedException refused) {
                return BsonDocument.parse("{ok: 0, code: 18, codeName: 'AuthenticationFailed', errmsg: 'refused'}");
            }
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    private static void daemon(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (Exception closed) {
                // The connection or the server is closed.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
