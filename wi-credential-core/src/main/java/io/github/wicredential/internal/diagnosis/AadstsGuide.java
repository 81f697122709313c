package io.github.wicredential.internal.diagnosis;

import io.github.wicredential.TokenExchangeException.Details;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The AADSTS guide: texts by code, error and status. Codes move and new ones appear, so an unknown code is looked up by
 * its first digits, then by the error, then by the status.
 */
final class AadstsGuide {

    private static final String RESOURCE = "aadsts-guide.properties";
    private static final int SHORTEST_FAMILY = 4;
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Za-z.]+)}");

    private final Properties texts;

    private AadstsGuide(Properties texts) {
        this.texts = texts;
    }

    private static final class Loaded {

        static final AadstsGuide GUIDE = load();
    }

    static AadstsGuide get() {
        return Loaded.GUIDE;
    }

    /** The text that fits a refusal best; there always is one. */
    String find(Details refused) {
        for (int code : refused.errorCodes()) {
            String digits = Integer.toString(code);
            for (int length = digits.length(); length >= Math.min(SHORTEST_FAMILY, digits.length()); length--) {
                String text = texts.getProperty("code." + digits.substring(0, length));
                if (text != null) {
                    return text;
                }
            }
        }
        String byError = texts.getProperty("error." + refused.error());
        if (byError != null) {
            return byError;
        }
        String byStatus = texts.getProperty("status." + refused.status());
        if (byStatus != null) {
            return byStatus;
        }
        return text(refused.status() >= 500 ? "status.5xx" : "generic");
    }

    String text(String key) {
        return texts.getProperty(key, "");
    }

    /** Puts commands and values in; the name of what is not known stays, in angle brackets. */
    String fill(String text, Map<String, String> values) {
        String withCommands = replace(text, name -> text(name).isEmpty() ? "${" + name + "}" : text(name));
        return replace(withCommands, name -> values.getOrDefault(name, "<" + name + ">"));
    }

    private static String replace(String text, UnaryOperator<String> value) {
        Matcher matcher = PLACEHOLDER.matcher(text);
        return matcher.replaceAll(found -> Matcher.quoteReplacement(value.apply(found.group(1))));
    }

    private static AadstsGuide load() {
        Properties texts = new Properties();
        try (InputStream in =
                Objects.requireNonNull(AadstsGuide.class.getResourceAsStream(RESOURCE), "the AADSTS guide")) {
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new AadstsGuide(texts);
    }
}
