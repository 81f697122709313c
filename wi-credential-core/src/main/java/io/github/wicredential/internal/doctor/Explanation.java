package io.github.wicredential.internal.doctor;

import io.github.wicredential.internal.guide.Command;
import io.github.wicredential.internal.guide.Evidence;
import io.github.wicredential.internal.guide.Guide;
import io.github.wicredential.internal.guide.GuideEntry;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The guide's entry for one code, for a reader who has nothing but the code. Sends nothing and fills nothing in. */
public final class Explanation {

    private static final Pattern NUMBER = Pattern.compile("(?:AADSTS)?([0-9]{1,9}):?", Pattern.CASE_INSENSITIVE);

    private Explanation() {}

    /** The entry as a text, if the guide has one of this name. */
    public static Optional<String> of(String asked) {
        String anchor = anchor(asked);
        return entry(anchor)
                .or(() -> anchor.matches("status-5[0-9]{2}") ? entry("status-5xx") : Optional.empty())
                .map(Explanation::text);
    }

    private static Optional<GuideEntry> entry(String anchor) {
        return Guide.get().entries().stream()
                .filter(Explanation::shown)
                .filter(entry -> entry.names().stream()
                        .map(GuideEntry::anchor)
                        .anyMatch(name -> name.equals(anchor) || name.equals("error-" + anchor)))
                .findFirst();
    }

    /** What is said of a name that the guide does not have. */
    public static String unknown(String asked) {
        String shown = Evidence.shown(asked.strip());
        Matcher number = NUMBER.matcher(asked.strip());
        if (number.matches()) {
            String known = shown + " is not in the guide. See Entra's message, and the "
                    + "service principal sign-ins in Entra under the correlation id.";
            return Optional.ofNullable(Guide.get().code(Integer.parseInt(number.group(1))))
                    .map(entry -> known + " It belongs to a family of codes in the guide:\n\n" + text(entry))
                    .orElse(known);
        }
        List<String> local = Guide.get().entries().stream()
                .map(entry -> entry.names().get(0))
                .filter(name -> name.startsWith("local "))
                .map(GuideEntry::code)
                .toList();
        return shown + " is not in the guide. It has codes of Entra such as AADSTS700213, errors such as "
                + "invalid_client, statuses such as 429, and problems in the pod: " + String.join(", ", local)
                + ".";
    }

    private static boolean shown(GuideEntry entry) {
        return !entry.names().get(0).startsWith("note ");
    }

    private static String anchor(String asked) {
        Matcher number = NUMBER.matcher(asked.strip());
        if (number.matches()) {
            // No code of Entra is as short as a status.
            String digits = number.group(1);
            return digits.length() == 3 ? "status-" + digits : "aadsts" + digits;
        }
        return GuideEntry.anchor(asked.strip().replace("HTTP ", "status "));
    }

    private static String text(GuideEntry entry) {
        StringBuilder text = new StringBuilder(
                String.join(", ", entry.names().stream().map(GuideEntry::code).toList()));
        text.append(": ").append(entry.title()).append("\n\n").append(open(entry.means()));
        text.append(entry.causes().size() == 1 ? "\n\nUsually:\n" : "\n\nOne of:\n");
        entry.causes()
                .forEach(cause -> text.append("  - ").append(open(cause.text())).append('\n'));
        text.append("Compare:\n");
        entry.compare()
                .forEach(line -> text.append("  - ").append(compared(line)).append('\n'));
        text.append("Run, with your values instead of the names that begin with a dollar sign:\n");
        for (Command command : entry.allCommands(new Evidence())) {
            text.append("  # ").append(command.comment()).append('\n');
            text.append("  $ ").append(command.line()).append('\n');
        }
        text.append("\nDoes waiting help? ").append(entry.retry().words());
        text.append("\nHow certain is this? ").append(entry.known().words()).append('\n');
        return text.toString();
    }

    private static String compared(String line) {
        return line.equals("token")
                ? "iss, sub and aud of the token with issuer, subject and audience of the federated credential, to the "
                        + "last character"
                : open(line);
    }

    private static String open(String text) {
        return new Evidence().text(text);
    }
}
