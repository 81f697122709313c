package io.github.wicredential.internal.doctor;

import io.github.wicredential.internal.assertion.ClientAssertion;
import io.github.wicredential.internal.binding.IdentityBinding;
import io.github.wicredential.internal.cloud.Cloud;
import io.github.wicredential.internal.failure.ExchangeDetails;
import io.github.wicredential.internal.guide.Advice;
import io.github.wicredential.internal.guide.Command;
import io.github.wicredential.internal.guide.Evidence;
import io.github.wicredential.internal.guide.Guide;
import io.github.wicredential.internal.guide.GuideEntry;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A refusal, as the guide and the token that was sent explain it.
 *
 * @param remarks sentences about the token
 * @param sent what the authority judged by; empty where the guide does not compare the token
 * @param foreign whether an authority that is not Entra refused in words of its own
 */
record Refusal(Advice advice, List<String> remarks, String sent, boolean foreign) {

    /** Adds to what is known; the authority is null if the token proxy refused. */
    static Refusal of(
            ExchangeDetails refused, ClientAssertion token, @Nullable URI authority, Evidence known, Instant now) {
        Comparison comparison = Comparison.of(token, refused.description());
        TokenEvidence.put(known, token, comparison, now);
        TokenEvidence.put(known, token, refused.timestamp(), now);
        known.putPage(refused.page());
        if (authority == null) {
            IdentityBinding.tell(refused, known);
        }
        GuideEntry entry = entry(refused, authority);
        boolean foreign = entry.names().contains("local other-authority");
        Advice advice = entry.advice(known);
        return new Refusal(
                advice,
                TokenEvidence.remarks(known, refused, token, now),
                foreign
                        ? "client '" + Evidence.shown(String.valueOf(known.get("client"))) + "'; "
                                + Comparison.sent(token)
                        : entry.comparesTheToken() ? comparison.line(advice.means()) : "",
                foreign);
    }

    private static GuideEntry entry(ExchangeDetails refused, @Nullable URI authority) {
        boolean ownWords = refused.errorCodes().isEmpty();
        if (authority == null) {
            return ownWords
                    ? Guide.get().local("token-proxy-refused")
                    : Guide.get().find(refused);
        }
        return ownWords && refused.error() != null && Cloud.of(authority).isEmpty()
                ? Guide.get().local("other-authority")
                : Guide.get().find(refused);
    }

    /** Whether what the issuer publishes decides between the causes. */
    static boolean needsTheIssuersDocuments(GuideEntry entry) {
        return Stream.concat(
                        entry.commands().stream(), entry.causes().stream().flatMap(cause -> cause.commands().stream()))
                .anyMatch(Refusal::readsTheIssuersDocuments);
    }

    static boolean readsTheIssuersDocuments(Command command) {
        return command.line().endsWith(" --issuer");
    }

    /** For an exception. */
    String hint() {
        return foreign
                ? String.join(" ", advice.means(), String.join(" ", remarks)).strip() + "\n  Sent: " + sent
                        + ".\n  More: " + advice.entry().link()
                : advice.hint(remarks, sent);
    }
}
