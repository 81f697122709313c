package io.github.wicredential.internal.doctor;

import io.github.wicredential.doctor.Finding;
import io.github.wicredential.doctor.Status;
import io.github.wicredential.internal.failure.ExchangeDetails;
import io.github.wicredential.internal.guide.Advice;
import io.github.wicredential.internal.guide.Command;
import io.github.wicredential.internal.guide.Evidence;
import io.github.wicredential.internal.guide.GuideEntry;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A finding, and what it was made of.
 *
 * @param advice what the guide says of it; null where nothing is wrong
 * @param answer what Entra, or who stands in its place, answered; null if this is about no answer
 * @param follows whether it follows from another finding, where it is said what mends both
 */
record Found(
        String id,
        Status status,
        String title,
        List<String> evidence,
        @Nullable Advice advice,
        @Nullable ExchangeDetails answer,
        List<String> causeOf,
        boolean follows)
        implements Finding {

    private static final String DOCTOR = "io.github.wicredential.Doctor";
    private static final int TOO_EARLY = 408;
    private static final int TOO_MANY = 429;
    private static final int TROUBLE_OF_ITS_OWN = 500;

    /** Nothing is wrong, or nothing was looked at. */
    static Found plain(String id, Status status, String title, List<String> evidence) {
        return new Found(id, status, title, List.copyOf(evidence), null, null, List.of(), false);
    }

    /** A token is granted; what the resource does with it is another matter. */
    static Found granted(String id, String title, List<String> evidence, Advice next) {
        return new Found(id, Status.OK, title, List.copyOf(evidence), next, null, List.of(), false);
    }

    /** A status, as wide as all of them. */
    static String label(Status status) {
        return String.format(Locale.ROOT, "%-9s", status);
    }

    boolean wrong() {
        return status == Status.PROBLEM || status == Status.WARNING;
    }

    /** Nothing where nothing is wrong. */
    @Nullable
    GuideEntry entry() {
        return advice == null || status == Status.OK ? null : advice.entry();
    }

    /** Whether it is what one of these entries for the pod itself explains. */
    boolean is(String... locals) {
        return advice != null
                && advice.entry().names().stream()
                        .anyMatch(name -> List.of(locals).contains(name.replace("local ", "")));
    }

    Found as(Status other) {
        return new Found(id, other, title, evidence, advice, answer, causeOf, follows);
    }

    /** It follows from another one, so what mends it is said there. */
    Found followed() {
        return new Found(id, Status.SKIPPED, title, evidence, advice, answer, List.of(), true);
    }

    Found causing(List<String> others) {
        return new Found(id, status, title, evidence, advice, answer, List.copyOf(others), follows);
    }

    @Override
    public List<String> causes() {
        return advice == null || !wrong() ? List.of() : advice.causes();
    }

    @Override
    public List<String> commands() {
        return advised().map(Command::line).toList();
    }

    @Override
    public List<String> comments() {
        return advised().map(Command::comment).toList();
    }

    /** What the doctor does by itself is no command of its own; with other flags it is. */
    Stream<Command> advised() {
        return advice == null || !wrong()
                ? Stream.empty()
                : advice.commands().stream()
                        .filter(command -> !command.line().contains(DOCTOR)
                                || command.line().contains("JDK_JAVA_OPTIONS"));
    }

    @Override
    public Optional<String> link() {
        return Optional.ofNullable(entry()).map(GuideEntry::link);
    }

    @Override
    public Optional<String> code() {
        if (answer != null && !answer.errorCodes().isEmpty()) {
            return Optional.of("AADSTS" + answer.errorCodes().get(0));
        }
        return Optional.ofNullable(entry())
                .map(known -> GuideEntry.code(known.names().get(0)));
    }

    @Override
    public OptionalInt httpStatus() {
        return answer == null || answer.status() == 0 ? OptionalInt.empty() : OptionalInt.of(answer.status());
    }

    @Override
    public Optional<String> correlationId() {
        return answer == null || answer.status() == 0
                ? Optional.empty()
                : Optional.ofNullable(answer.correlationId()).map(Evidence::shown);
    }

    @Override
    public boolean retryable() {
        int code = httpStatus().orElse(0);
        return wrong()
                && (code == TOO_EARLY
                        || code == TOO_MANY
                        || code >= TROUBLE_OF_ITS_OWN
                        || (answer != null && advice != null && advice.passes()));
    }
}
