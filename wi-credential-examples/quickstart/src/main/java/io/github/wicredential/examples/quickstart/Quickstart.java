package io.github.wicredential.examples.quickstart;

import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Shows the library at work against a local cluster, a local Entra and a local vault. {@code -Dscenario} names one
 * scene; default: all.
 */
public final class Quickstart {

    private static final String ALL = "all";

    private final PrintStream out;
    private final Map<String, Scene> scenes;

    /** A story whose scenes have names; it always begins with {@link ClusterScene}. */
    Quickstart(PrintStream out, Map<String, Scene> scenes) {
        this.out = out;
        this.scenes = scenes;
    }

    static Map<String, Scene> scenes() {
        Map<String, Scene> scenes = new LinkedHashMap<>();
        scenes.put("secret", new SecretScene());
        scenes.put("cost", new CostScene());
        scenes.put("rotation", new RotationScene());
        scenes.put("outage", new OutageScene());
        scenes.put("mismatch", new MismatchScene());
        return scenes;
    }

    /**
     * Plays the scenes.
     *
     * @param args none
     */
    public static void main(String[] args) {
        // The story speaks for itself; an application would see the library's log lines.
        System.setProperty("logback.configurationFile", "quickstart-logback.xml");
        int status = new Quickstart(System.out, scenes()).run(System.getProperty("scenario", ALL));
        System.out.flush();
        System.exit(status);
    }

    /** Plays one scene or all, and returns the exit status. */
    int run(String scenario) {
        if (!scenario.equals(ALL) && !scenes.containsKey(scenario)) {
            out.println("There is no scenario '" + scenario + "'. Choose one of " + String.join(", ", scenes.keySet())
                    + " or " + ALL + ".");
            return 2;
        }
        long start = System.nanoTime();
        Narrator narrator = new Narrator(out);
        try (LocalAzure azure = LocalAzure.start()) {
            if (!played(1, new ClusterScene(), azure, narrator)) {
                return 1;
            }
            int number = 2;
            for (Map.Entry<String, Scene> scene : scenes.entrySet()) {
                boolean wanted = scenario.equals(ALL) || scenario.equals(scene.getKey());
                if (wanted && !played(number, scene.getValue(), azure, narrator)) {
                    return 1;
                }
                number++;
            }
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        narrator.blank();
        narrator.say(String.format(
                Locale.ROOT,
                "Done in %.1f s. How it works: docs/explanation/how-a-token-flows.md",
                took.toMillis() / 1e3));
        return 0;
    }

    private boolean played(int number, Scene scene, LocalAzure azure, Narrator narrator) {
        narrator.title(number, scene.title());
        try {
            scene.play(azure, narrator);
            return true;
        } catch (SceneFailedException e) {
            narrator.say("Scene " + number + " failed: " + e.getMessage() + ".");
        } catch (RuntimeException e) {
            narrator.say("Scene " + number + " failed:");
            narrator.quote(e.toString());
        }
        return false;
    }
}
