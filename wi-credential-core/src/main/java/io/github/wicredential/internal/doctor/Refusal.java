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
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A refusal, as the guide and the token that was sent explain it.
 *
 * @param remarks sentences about the token
 * @param sent what the authority judged by; empty where the guide does not compare the token
 * @param added what Entra's own words name and neither guide nor request do; empty if nothing
 * @param foreign whether an authority that is not Entra refused in words of its own
 */
record Refusal(Advice advice, List<String> remarks, String sent, String added, boolean foreign) {

    private static final Pattern CODE = Pattern.compile("^AADSTS[0-9]+: ");
    private static final Pattern QUOTED = Pattern.compile("'([^']{3,300})'");

    /** Adds to what is known; the authority is null if the token proxy refused. */
    static Refusal of(
            ExchangeDetails refused, ClientAssertion token, @Nullable URI authority, Evidence known, Instant now) {
        Comparison comparison = Comparison.of(token, refused.description());
        TokenEvidence.put(known, token, comparison, now);
        TokenEvidence.put(known, token, refused.timestamp(), now);
        known.fact("equalIds", String.valueOf(known.get("client")).equalsIgnoreCase(known.get("tenant")))
                .putPage(refused.page());
        if (authority == null) {
            IdentityBinding.tell(refused, known);
        }
        TokenEvidence.putEndpoint(known, refused.description());
        GuideEntry entry = entry(refused, authority, known);
        boolean foreign = entry.names().contains("local other-authority");
        String words = CODE.matcher(String.valueOf(refused.description())).replaceFirst("");
        Advice advice = entry.advice(known);
        if (isUnlisted(refused) && entry.equals(Guide.get().unlisted())) {
            advice = advice.saying("The guide has no entry for this code. Entra says: " + Evidence.shown(words));
        }
        return new Refusal(
                advice,
                TokenEvidence.remarks(known, refused, token, now),
                foreign
                        ? "client '" + Evidence.shown(String.valueOf(known.get("client"))) + "'; "
                                + Comparison.sent(token)
                        : entry.comparesTheToken() && !advice.causes().isEmpty() ? comparison.line(advice.means()) : "",
                refused.errorCodes().isEmpty() ? "" : added(advice, words, known),
                foreign);
    }

    private static boolean isUnlisted(ExchangeDetails refused) {
        return !refused.errorCodes().isEmpty()
                && refused.description() != null
                && refused.errorCodes().stream().allMatch(code -> Guide.get().code(code) == null);
    }

    private static GuideEntry entry(ExchangeDetails refused, @Nullable URI authority, Evidence known) {
        boolean ownWords = refused.errorCodes().isEmpty();
        if (known.isFact("forAgent") && refused.error() != null && (ownWords || isUnlisted(refused))) {
            return Guide.get().local("no-blueprint");
        }
        if (isUnlisted(refused)) {
            return Guide.get().unlisted();
        }
        if (authority == null) {
            return ownWords ? Guide.get().local("token-proxy-refused") : found(refused, known);
        }
        return ownWords && refused.error() != null && Cloud.of(authority).isEmpty()
                ? Guide.get().local("other-authority")
                : found(refused, known);
    }

    private static GuideEntry found(ExchangeDetails refused, Evidence known) {
        if (TokenEvidence.isOfTheAudience(refused) && known.isFact("apiToken")) {
            return Guide.get().local("api-token");
        }
        GuideEntry found = Guide.get().find(refused);
        boolean expired = refused.errorCodes().contains(TokenEvidence.OUTSIDE_ITS_TIMES) && known.isFact("entraEnded");
        return expired ? Guide.get().expired(found, known) : found;
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
                : advice.hint(
                        added.isEmpty()
                                ? remarks
                                : Stream.concat(remarks.stream(), Stream.of(added))
                                        .toList(),
                        sent);
    }

    private static String added(Advice advice, String words, Evidence known) {
        String said = advice.means() + advice.causes();
        return QUOTED.matcher(words)
                .results()
                .filter(found -> !said.contains(found.group(1)) && !known.has(found.group(1)))
                .findFirst()
                .map(found -> "Entra's message: "
                        + Evidence.shown(
                                words.substring(words.lastIndexOf(". ", found.start()) + 1, end(words, found.end()))
                                        .strip()))
                .orElse("");
    }

    private static int end(String words, int from) {
        int stop = words.indexOf(". ", from);
        return stop < 0 ? words.length() : stop + 1;
    }
}
