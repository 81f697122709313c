package io.github.wicredential.internal.doctor;

import io.github.wicredential.doctor.Finding;
import io.github.wicredential.doctor.Status;
import io.github.wicredential.internal.failure.Copies;
import io.github.wicredential.internal.failure.ExchangeDetails;
import io.github.wicredential.internal.guide.Advice;
import io.github.wicredential.internal.guide.Evidence;
import io.github.wicredential.internal.guide.Guide;
import io.github.wicredential.internal.guide.GuideEntry;
import io.github.wicredential.internal.guide.NetworkEvidence;
import io.github.wicredential.internal.guide.Pod;
import io.github.wicredential.internal.network.NetworkFault;
import io.github.wicredential.internal.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Collects the findings of one diagnosis, and what is known of the pod by then. For one thread. */
final class Findings {

    private static final int DEEPEST = 10;

    private final List<Found> all = new ArrayList<>();
    private final Evidence values = Pod.here();
    private final Progress progress;

    Findings(Progress progress) {
        this.progress = progress;
    }

    Evidence values() {
        return values;
    }

    /** All of them, in the order of the chain, each cause with what follows from it. */
    List<Finding> all() {
        return List.copyOf(Roots.of(all));
    }

    boolean has(String id) {
        return find(id).isPresent();
    }

    Optional<Found> find(String id) {
        return all.stream().filter(finding -> finding.id().equals(id)).findFirst();
    }

    boolean hasProblem() {
        return all.stream().anyMatch(finding -> finding.status() == Status.PROBLEM);
    }

    /** What is in the way of every request; nothing if the way is clear, or may be another. */
    Optional<Found> inTheWay() {
        return all.stream()
                .filter(finding -> Roots.WAY.contains(finding.id()) && finding.status() == Status.PROBLEM)
                .findFirst();
    }

    /** Whether Entra's answer is one that what the issuer publishes can explain. */
    boolean wantsTheIssuersDocuments() {
        return all.stream()
                .anyMatch(finding -> finding.httpStatus().isPresent()
                        && finding.wrong()
                        && finding.advice() != null
                        && Refusal.needsTheIssuersDocuments(finding.advice().entry()));
    }

    /** How far other connections got; how far the one that failed got is told later, if it is known. */
    void tellWhatWorked() {
        if (isOk("tcp")) {
            values.fact("connecting", false);
        }
        boolean http = values.isFact("plainHttp");
        if (isOk("tls") || http) {
            values.fact("shaking", false).fact("asked", isOk(http ? "tcp" : "tls"));
        }
    }

    private boolean isOk(String id) {
        return find(id).filter(found -> found.status() == Status.OK).isPresent();
    }

    void ok(String id, String title, String... evidence) {
        ok(id, title, List.of(evidence));
    }

    void ok(String id, String title, List<String> evidence) {
        add(Found.plain(id, Status.OK, title, evidence));
    }

    void granted(String id, String title, List<String> evidence, Advice next) {
        add(Found.granted(id, title, evidence, next));
    }

    void skipped(String id, String why) {
        add(Found.plain(id, Status.SKIPPED, why, List.of()));
    }

    void problem(String id, String local, String... evidence) {
        add(id, Status.PROBLEM, Guide.get().local(local), List.of(evidence));
    }

    /** What a refusal of the library's own says is the meaning. */
    void refused(String id, String local, String sentence) {
        add(id, Status.PROBLEM, Guide.get().local(local).advice(values).meaning(sentence), List.of(), null);
    }

    /** A setting that Entra will probably refuse; the sentence says why. */
    void doubted(String id, String local, String sentence) {
        add(id, Status.WARNING, Guide.get().local(local).advice(values).meaning(sentence), List.of(), null);
    }

    void warning(String id, String local, String... evidence) {
        add(id, Status.WARNING, Guide.get().local(local), List.of(evidence));
    }

    void add(String id, Status status, GuideEntry entry, List<String> evidence) {
        add(id, status, entry, evidence, null);
    }

    /** The answer is null if this is about none. */
    void add(String id, Status status, GuideEntry entry, List<String> evidence, @Nullable ExchangeDetails answer) {
        add(id, status, entry.advice(values), evidence, answer);
    }

    void add(String id, Status status, Advice advice, List<String> evidence, @Nullable ExchangeDetails answer) {
        List<String> seen = new ArrayList<>(evidence);
        if (!seen.contains(advice.means())) {
            seen.add(advice.means());
        }
        add(new Found(id, status, advice.entry().title(), List.copyOf(seen), advice, answer, List.of(), false));
    }

    /** A row that is looked at again takes its place. */
    private void add(Found found) {
        int known = IntStream.range(0, all.size())
                .filter(i -> all.get(i).id().equals(found.id()))
                .findFirst()
                .orElse(all.size());
        if (known == all.size()) {
            all.add(found);
            progress.found(found);
        } else {
            all.set(known, found);
        }
    }

    /** What is known by now may decide what it did not when the row was made. */
    void again(String id) {
        again(id, null);
    }

    /** The same, by another entry if there is one. */
    void again(String id, @Nullable GuideEntry other) {
        find(id).filter(Found::wrong).ifPresent(found -> {
            List<String> seen = found.evidence();
            add(
                    id,
                    found.status(),
                    other != null ? other : Objects.requireNonNull(found.entry(), "entry"),
                    seen.subList(0, seen.size() - 1),
                    found.answer());
        });
    }

    /** What cannot be asked since the way is blocked follows from that. */
    void blocked(String id, Found by) {
        add(new Found(
                id,
                Status.SKIPPED,
                "Not asked",
                List.of(),
                by.advice(),
                ExchangeDetails.unanswered(null, true, null, true),
                List.of(),
                true));
    }

    /** The guide's entry for a failure on the way to a host, by what it tells. */
    GuideEntry entry(Throwable failure) {
        NetworkFault fault = NetworkFault.of(failure);
        return Guide.get().network(fault, new NetworkEvidence(fault).tell(values));
    }

    /** The kind of the innermost failure and its message, which is never of a token. */
    static String shown(Throwable failure) {
        Throwable innermost = failure;
        for (int depth = 0; innermost.getCause() != null && depth < DEEPEST; depth++) {
            innermost = innermost.getCause();
        }
        String name = innermost.getClass().getSimpleName();
        return innermost.getMessage() == null ? name : Evidence.shown(name + ": " + innermost.getMessage());
    }

    /** What a message of the library's own says happened; what mends it is said by the guide. */
    static String message(Exception failure) {
        return SafeText.line(Copies.firstLine(String.valueOf(failure.getMessage())), Integer.MAX_VALUE)
                .replaceFirst(" \\[correlation id [^\\]]*]$", "");
    }
}
