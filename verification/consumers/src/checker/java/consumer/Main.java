package consumer;

/** Runs the checks that are named, each a class with {@code run()}. */
public final class Main {

    private Main() {}

    public static void main(String[] checks) {
        int status = 0;
        for (String check : checks) {
            try {
                ((Check) Class.forName("consumer." + check)
                                .getDeclaredConstructor()
                                .newInstance())
                        .run();
                System.out.println("works: " + check);
            } catch (Throwable e) {
                System.out.println("FAILED: " + check);
                e.printStackTrace(System.out);
                status = 1;
            }
        }
        System.exit(status);
    }
}
