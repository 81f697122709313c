package isolated;

import java.io.File;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;

/** Runs the checks in a class loader of their own, as a server runs a web application, and waits until it is collected. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) throws Exception {
        WeakReference<ClassLoader> application =
                run(arguments[0], Arrays.copyOfRange(arguments, 1, arguments.length));
        anotherRecord();
        long deadline = System.nanoTime() + 150_000_000_000L;
        while (application.get() != null && System.nanoTime() < deadline) {
            System.gc();
            Thread.sleep(200);
        }
        System.out.println(application.get() == null ? "collected" : "FAILED: the class loader is still there");
        System.exit(application.get() == null ? 0 : 1);
    }

    /** Before 19 the JDK keeps the last record whose {@code equals} was linked; a server's next application links another. */
    private static void anotherRecord() {
        record Other(String content) {}
        Other other = new Other("content");
        if (!other.equals(new Other("content")) || other.hashCode() == 0 || other.toString().isEmpty()) {
            throw new IllegalStateException();
        }
    }

    private static WeakReference<ClassLoader> run(String classPath, String[] checks) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader server = thread.getContextClassLoader();
        try (ChildFirst application = new ChildFirst(classPath, server)) {
            thread.setContextClassLoader(application);
            for (String check : checks) {
                Class<?> type = application.loadClass("consumer." + check);
                if (type.getClassLoader() != application) {
                    throw new AssertionError(type + " is not the application's");
                }
                var constructor = type.getDeclaredConstructor();
                var method = type.getMethod("run");
                method.invoke(constructor.newInstance());
                System.out.println("works: " + check);
            }
            return new WeakReference<>(application);
        } finally {
            thread.setContextClassLoader(server);
        }
    }

    private static final class ChildFirst extends URLClassLoader {

        ChildFirst(String classPath, ClassLoader parent) {
            super(
                    Arrays.stream(classPath.split(File.pathSeparator))
                            .map(ChildFirst::url)
                            .toArray(URL[]::new),
                    parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded == null && findResource(name.replace('.', '/') + ".class") != null) {
                    loaded = findClass(name);
                }
                return loaded != null ? loaded : super.loadClass(name, resolve);
            }
        }

        private static URL url(String file) {
            try {
                return Path.of(file).toUri().toURL();
            } catch (MalformedURLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
