package io.github.wicredential.internal.exchange;

import java.util.regex.Pattern;

/** Makes a text of the other side fit to be shown: one line, cut, and without anything that may be a token. */
final class SafeText {

    private static final int LONGEST = 500;

    // A text far longer than what is shown needs no cleaning at its end.
    private static final int LOOKED_AT = 16 * 1024;
    private static final int SHORTEST_SECRET = 8;

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\u2028\u2029]+");
    private static final Pattern BLANKS = Pattern.compile("\\s{2,}");
    private static final Pattern JWT = Pattern.compile("eyJ[A-Za-z0-9_=-]*(\\.[A-Za-z0-9_=-]*){0,4}"
            + "|(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{16,}+\\.[A-Za-z0-9_-]{16,}+\\.[A-Za-z0-9_-]{16,}+");

    private SafeText() {}

    static String clean(String text, String assertion) {
        String clean = start(text);
        for (String part : assertion.split("\\.", -1)) {
            clean = part.length() < SHORTEST_SECRET ? clean : clean.replace(part, "<hidden>");
        }
        clean = CONTROL.matcher(clean).replaceAll(" ");
        clean = JWT.matcher(clean).replaceAll("<hidden>");
        clean = BLANKS.matcher(clean).replaceAll(" ").strip();
        return cut(clean, LONGEST);
    }

    /** For short fields such as ids; what is not printable ASCII is dropped. */
    static String field(String text, String assertion) {
        return cut(clean(text, assertion).replaceAll("[^ -~]", ""), 100);
    }

    /** As much of a text as is worth searching. */
    static String start(String text) {
        return text.length() > LOOKED_AT ? text.substring(0, LOOKED_AT) : text;
    }

    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
        return text.substring(0, end) + "…";
    }
}
