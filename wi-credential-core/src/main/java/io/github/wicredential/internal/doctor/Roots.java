package io.github.wicredential.internal.doctor;

import io.github.wicredential.doctor.Status;
import io.github.wicredential.internal.guide.GuideEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which finding is the cause of which others: one problem for one cause. Knows what of the pod makes Entra refuse what, and
 * nothing else.
 */
final class Roots {

    /** On the way to who is asked; each needs the one before. */
    static final Set<String> WAY = Set.of("proxy", "dns", "tcp", "tls", "token-proxy");

    private static final String HEADER = "token-header";
    private static final String LIFETIME = "lifetime";
    private static final String SUBJECT = "subject";
    private static final String AUDIENCE = "audience";
    private static final String ISSUER = "issuer";
    private static final String DOCUMENTS = "issuer-documents";
    private static final String CLOCK = "clock";
    private static final String CLOCK_OF_AUTHORITY = "clock-of-authority";

    private final List<Found> found;
    private final Map<String, String> causes = new LinkedHashMap<>();

    private Roots(List<Found> found) {
        this.found = new ArrayList<>(found);
    }

    /** The same findings: what follows from another is no problem of its own, and the other says so. */
    static List<Found> of(List<Found> found) {
        Roots roots = new Roots(found);
        roots.correlate();
        return roots.linked();
    }

    private void correlate() {
        if (find(SUBJECT).is("subject-default") && found.stream().anyMatch(Roots::isOfTrust)) {
            set(SUBJECT, find(SUBJECT).as(Status.PROBLEM));
        }
        found.stream()
                .filter(finding -> finding.answer() != null && TokenEvidence.isOfEntrasTokens(finding.answer()))
                .findFirst()
                .ifPresent(said ->
                        from(said.id(), finding -> finding.is("entra-token", "subject-foreign", "token-frozen")));
        from(AUDIENCE, finding -> finding.is("issuer-internal", "issuer-slash", "token-too-long"));
        from(ISSUER, finding -> finding.id().equals(AUDIENCE) || finding.is("token-frozen", "issuer-unreachable"));
        from(HEADER, finding -> finding.is("token-frozen"));
        from(CLOCK_OF_AUTHORITY, finding -> Set.of(CLOCK, LIFETIME).contains(finding.id()));
        from(LIFETIME, finding -> finding.is("token-frozen"));
        from("authority-host", finding -> WAY.contains(finding.id()) || isUnanswered(finding));
        for (String about : List.of(AUDIENCE, ISSUER, HEADER, CLOCK_OF_AUTHORITY, CLOCK, LIFETIME)) {
            from(about, finding -> finding.answer() != null && isAboutTheToken(finding));
        }
        from(SUBJECT, Roots::isOfTrust);
        // An id that no client or tenant can have is doubted until Entra has refused it.
        for (String id : List.of("client-id", "tenant")) {
            if (find(id).is(id + "-wrong") && found.stream().anyMatch(Roots::isOfTheIds)) {
                set(id, find(id).as(Status.PROBLEM));
                from(id, Roots::isOfTheIds);
            }
        }
        from(DOCUMENTS, finding -> isExchange(finding) && isOfTheDocuments(finding));
        from("client-id", finding -> finding.is("subject-default"));
        WAY.forEach(step -> from(
                step,
                finding -> isUnanswered(finding)
                        || (finding.id().equals(ResourceCheck.ID)
                                && finding.code().equals(find(step).code()))));
        from("identity-binding", finding -> finding.id().equals("token-proxy") || isUnanswered(finding));
        found.stream()
                .filter(Roots::isExchange)
                .toList()
                .forEach(first -> from(
                        first.id(),
                        other -> isExchange(other)
                                && found.indexOf(other) > found.indexOf(first)
                                && other.code().equals(first.code())));
    }

    /** What is wrong and of this kind follows from the root, if that is a problem and follows from nothing itself. */
    private void from(String id, Predicate<Found> kind) {
        Found root = find(id);
        if (root.status() == Status.PROBLEM && !causes.containsKey(id)) {
            found.stream()
                    .filter(finding -> !finding.id().equals(id) && !causes.containsKey(finding.id()))
                    .filter(finding -> (finding.wrong() || finding.follows()) && kind.test(finding))
                    .toList()
                    .forEach(finding -> {
                        causes.put(finding.id(), id);
                        set(finding.id(), finding.followed());
                    });
        }
    }

    private List<Found> linked() {
        return found.stream()
                .map(root -> root.causing(causes.entrySet().stream()
                        .filter(cause -> cause.getValue().equals(root.id()))
                        .map(Map.Entry::getKey)
                        .toList()))
                .toList();
    }

    private Found find(String id) {
        return found.stream()
                .filter(finding -> finding.id().equals(id))
                .findFirst()
                .orElseGet(() -> Found.plain(id, Status.SKIPPED, "", List.of()));
    }

    private void set(String id, Found other) {
        found.replaceAll(finding -> finding.id().equals(id) ? other : finding);
    }

    private static boolean isExchange(Found finding) {
        return finding.answer() != null;
    }

    private static boolean isUnanswered(Found finding) {
        return finding.answer() != null && finding.answer().status() == 0;
    }

    private static boolean isAboutTheToken(Found finding) {
        GuideEntry entry = finding.entry();
        return entry != null && TokenEvidence.isAboutTheToken(entry);
    }

    /** Whether Entra looked for a federated credential and found none. */
    private static boolean isOfTrust(Found finding) {
        return isExchange(finding)
                && finding.wrong()
                && finding.entry() != null
                && finding.entry().comparesTheToken();
    }

    /** Whether Entra refused the client or the tenant. */
    private static boolean isOfTheIds(Found finding) {
        return isExchange(finding)
                && finding.wrong()
                && finding.entry() != null
                && finding.entry().compare().stream().anyMatch(line -> line.matches("AZURE_(CLIENT|TENANT)_ID .*"));
    }

    private static boolean isOfTheDocuments(Found finding) {
        return finding.advice() != null
                && Refusal.needsTheIssuersDocuments(finding.advice().entry());
    }
}
