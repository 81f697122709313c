package io.github.wicredential.examples.postgres;

import com.unboundid.asn1.ASN1Buffer;
import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.asn1.ASN1StreamReader;
import com.unboundid.ldap.protocol.BindRequestProtocolOp;
import com.unboundid.ldap.protocol.BindResponseProtocolOp;
import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import io.github.wicredential.examples.local.AcceptedToken;
import io.github.wicredential.examples.local.TokenCheck;
import io.github.wicredential.examples.local.TokenRefusedException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Where the server asks whether a password is right: an LDAP server on the loopback address that knows nothing but simple
 * binds. The name is the role, the password has to be an access token for this database whose application is the role's.
 */
final class TokenDoor implements AutoCloseable {

    private static final int LONGEST = 64 * 1024;

    private final TokenCheck check;
    private final ServerSocket listening;
    private final Map<String, String> clients = new ConcurrentHashMap<>();
    private final List<LocalPostgres.Login> logins = new CopyOnWriteArrayList<>();
    private final List<String> refusals = new CopyOnWriteArrayList<>();

    TokenDoor(TokenCheck check) throws IOException {
        this.check = check;
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon("postgres-token-door", this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    void let(String role, String clientId) {
        clients.put(role, clientId);
    }

    List<LocalPostgres.Login> logins() {
        return List.copyOf(logins);
    }

    List<String> refusals() {
        return List.copyOf(refusals);
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket server = listening.accept();
                daemon("postgres-token-check", () -> serve(server));
            } catch (IOException e) {
                // Closed, or a connection that has gone again.
            }
        }
    }

    private void serve(Socket server) {
        try (server;
                ASN1StreamReader requests = new ASN1StreamReader(server.getInputStream(), LONGEST)) {
            server.setSoTimeout(30_000);
            OutputStream answers = server.getOutputStream();
            LDAPMessage message = LDAPMessage.readFrom(requests, true);
            while (message != null && message.getProtocolOpType() == LDAPMessage.PROTOCOL_OP_TYPE_BIND_REQUEST) {
                String refusal = refusal(message.getBindRequestProtocolOp());
                ResultCode code = refusal == null ? ResultCode.SUCCESS : ResultCode.INVALID_CREDENTIALS;
                ASN1Buffer answer = new ASN1Buffer();
                new LDAPMessage(
                                message.getMessageID(),
                                new BindResponseProtocolOp(code.intValue(), null, refusal, null, null))
                        .writeTo(answer);
                answer.writeTo(answers);
                answers.flush();
                message = LDAPMessage.readFrom(requests, true);
            }
        } catch (IOException | LDAPException e) {
            // The server has gone; it treats what it did not hear as a refusal.
        }
    }

    /** Why it is refused, without the token; null if it is not. */
    private @Nullable String refusal(BindRequestProtocolOp bind) {
        String role = bind.getBindDN().substring(LocalPostgres.NAME_PREFIX.length());
        String refusal = refusal(role, bind);
        if (refusal != null) {
            refusals.add(role + ": " + refusal);
        }
        return refusal;
    }

    private @Nullable String refusal(String role, BindRequestProtocolOp bind) {
        String clientId = clients.get(role);
        if (clientId == null) {
            return "no identity belongs to this role";
        }
        ASN1OctetString password = bind.getSimplePassword();
        if (password == null) {
            return "no simple bind";
        }
        try {
            AcceptedToken token = check.verify(password.stringValue());
            if (!clientId.equals(token.applicationId())) {
                return "the token belongs to another application";
            }
            logins.add(new LocalPostgres.Login(role, token.expiresAt()));
            return null;
        } catch (TokenRefusedException refused) {
            return refused.getMessage();
        }
    }

    private static void daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }
}
