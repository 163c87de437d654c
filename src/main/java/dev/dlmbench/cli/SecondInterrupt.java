package dev.dlmbench.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets a second Ctrl-C end the program at once, while the first is being obeyed. Java runs its shutdown hooks on the
 * first and is deaf to all others; only {@code sun.misc.Signal} can hear them, which not every platform has.
 */
final class SecondInterrupt {
    private static final AtomicInteger HEARD = new AtomicInteger();

    private SecondInterrupt() {}

    /** Listens from now on; without effect where that is not possible. */
    static void listen() {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler obey = (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                    obey();
                }
                return null;
            };
            Object listener = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, obey);
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("INT"), listener);
        } catch (ReflectiveOperationException | IllegalArgumentException notHere) {
            return;
        }
    }

    private static void obey() {
        if (HEARD.incrementAndGet() == 1) {
            new Thread(() -> System.exit(ExitCode.INTERRUPTED), "interrupt").start();
        } else {
            Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
        }
    }
}
