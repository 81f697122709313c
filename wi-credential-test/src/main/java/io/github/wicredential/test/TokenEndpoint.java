package io.github.wicredential.test;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /{tenant}/oauth2/v2.0/token}: notes the request, lets it meet its fault, else decides by the table. */
final class TokenEndpoint {

    private static final Logger LOG = LoggerFactory.getLogger(TokenEndpoint.class);
    private static final int REQUESTS_KEPT = 10_000;

    private final Clock clock;
    private final Directory directory;
    private final AccessTokens tokens;
    private final EntraAnswers answers;
    private final Faults faults = new Faults();
    private final Deque<ReceivedTokenRequest> received = new ArrayDeque<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger granted = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    TokenEndpoint(Clock clock, Directory directory, AccessTokens tokens, EntraAnswers answers) {
        this.clock = clock;
        this.directory = directory;
        this.tokens = tokens;
        this.answers = answers;
    }

    Reply handle(WireRequest request, String tenant) {
        Form form = Form.parse(request.body());
        // Before the request is counted: who sees the count and then clears the faults means this one, too.
        Faults.Taken taken = faults.take();
        note(ReceivedTokenRequest.of(request, tenant, form, clock.instant()));
        if (taken == null) {
            return decide(request, tenant, form);
        }
        LOG.debug("{} meets {}", request.method(), taken.fault());
        return taken.fault()
                .apply(new Fault.Context(
                        () -> decide(request, tenant, form),
                        refusal -> refuse(request, refusal),
                        taken.cleared(),
                        clock.instant()));
    }

    Faults faults() {
        return faults;
    }

    int requests() {
        return requests.get();
    }

    int granted() {
        return granted.get();
    }

    int refused() {
        return refused.get();
    }

    List<ReceivedTokenRequest> received() {
        synchronized (received) {
            return List.copyOf(received);
        }
    }

    @Nullable
    ReceivedTokenRequest last() {
        synchronized (received) {
            return received.peekLast();
        }
    }

    private Reply decide(WireRequest request, String tenant, Form form) {
        TokenRequestEvaluation evaluation = new TokenRequestEvaluation(
                request, tenant, form, directory.find(tenant), directory.authorityHost(), tokens, clock.instant());
        Refusal refusal = DecisionTable.firstRefusal(evaluation);
        if (refusal != null) {
            return refuse(request, refusal);
        }
        granted.incrementAndGet();
        LOG.debug(
                "granted a token for {} to {}",
                Redaction.redact(evaluation.resource()),
                Redaction.redact(evaluation.clientId()));
        return answers.granted(evaluation);
    }

    private Reply refuse(WireRequest request, Refusal refusal) {
        refused.incrementAndGet();
        LOG.debug("refused: {} {}", refusal.error(), refusal.code());
        return answers.refused(request, directory.authorityHost(), refusal);
    }

    private void note(ReceivedTokenRequest request) {
        requests.incrementAndGet();
        synchronized (received) {
            received.add(request);
            if (received.size() > REQUESTS_KEPT) {
                received.remove();
            }
        }
    }
}
