package dev.easel.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * Callers of one service from several addresses, because the service limits the share of each address. If the machine
 * has only one loopback address, all callers use it.
 */
public final class Crowd implements AutoCloseable {
    private static final int ADDRESSES = 5;

    private final List<Caller> callers = new ArrayList<>();

    /** The callers of a service. */
    public Crowd(URI service) {
        for (int i = 1; i <= ADDRESSES; i++) {
            callers.add(new Caller(service, loopback(i)));
        }
    }

    private static InetAddress loopback(int last) {
        try {
            var address = InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
            return isLocal(address) ? address : InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isLocal(InetAddress address) throws IOException {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(address, 0));
            return true;
        } catch (BindException e) {
            return false;
        }
    }

    /** A caller that shares its address with none of {@link #other(int)}. */
    public Caller first() {
        return callers.getFirst();
    }

    /** The caller with a number; the addresses take turns. */
    public Caller other(int number) {
        return callers.get(1 + number % (ADDRESSES - 1));
    }

    @Override
    public void close() {
        callers.forEach(Caller::close);
    }
}
