package io.github.wicredential.internal.text;

import java.util.regex.Pattern;

/**
 * Makes foreign text safe to show: on one line, truncated, and without anything that may be a token or a password.
 * Every message, event and finding passes foreign text through here and states the maximum length.
 */
public final class SafeText {

    public static final String HIDDEN = "<hidden>";

    /** A text far longer than what is shown is not cleaned at its end. */
    private static final int LOOKED_AT = 16 * 1024;

    private static final int SHORTEST_SECRET = 8;

    private static final String ELLIPSIS = "...";

    private static final Pattern NOT_SHOWN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\u2028\u2029\\s]+");
    private static final Pattern NOT_ASCII = Pattern.compile("[^ -~]");
    private static final Pattern TOKEN = Pattern.compile(
            "eyJ[A-Za-z0-9_=.-]{8,}" + "|(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{16,}+(\\.[A-Za-z0-9_-]{16,}+){2,}+");
    private static final Pattern PASSWORD = Pattern.compile(
            // The user and password of a URL; what stands there in one of Azure's storage is a container.
            "(?<=//)(?<!abfss?://|wasbs?://)[^\\s/]\\S{0,299}(?=@)"
                    // The value of a setting that is named for what it is.
                    + "|(?i:(?<=password=|secret=))[^\\s&;]+");
    private static final Pattern LONG_WORD = Pattern.compile("[A-Za-z0-9_\\-+/=.~]{48,}");

    private SafeText() {}

    /** A text in any script, on one line with a maximum number of characters. */
    public static String line(String text, int most) {
        String line = NOT_SHOWN.matcher(start(text)).replaceAll(" ");
        return cut(hide(line).strip(), most);
    }

    /** The same, without any part of a given token that the text may repeat. */
    public static String line(String text, int most, String token) {
        String clean = start(text);
        for (String part : token.split("\\.", -1)) {
            clean = part.length() < SHORTEST_SECRET ? clean : clean.replace(part, HIDDEN);
        }
        return line(clean, most);
    }

    /** The same for text that may contain a token of any form: every long word is hidden. */
    public static String withoutLongWords(String text, int most) {
        return line(LONG_WORD.matcher(start(text)).replaceAll(HIDDEN), most);
    }

    /** A name, an id or an address, in which all but printable ASCII is a question mark: letters may look alike. */
    public static String ascii(String text, int most) {
        String ascii = NOT_ASCII.matcher(start(text)).replaceAll("?");
        return cut(hide(ascii), most);
    }

    public static boolean holdsSecret(String text) {
        return TOKEN.matcher(text).find() || PASSWORD.matcher(text).find();
    }

    /** Tokens first, so that none makes what stands before a password too long to be recognized. */
    private static String hide(String text) {
        return PASSWORD.matcher(TOKEN.matcher(text).replaceAll(HIDDEN)).replaceAll(HIDDEN);
    }

    /** The part of a text that is worth searching. */
    public static String start(String text) {
        return text.length() > LOOKED_AT ? text.substring(0, LOOKED_AT) : text;
    }

    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = most - ELLIPSIS.length();
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + ELLIPSIS;
    }
}
