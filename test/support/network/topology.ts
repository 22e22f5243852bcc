import { here, openBelow, type Below } from './namespaces.ts';

/** Where the trunk is. */
export const TRUNK_HOST = '10.9.9.9';
/** The phone's address on each of its two networks. */
export const PHONE_HOSTS = { cable: '10.9.1.1', wireless: '10.9.2.1' } as const;
const INTERFACES = { cable: 'p1', wireless: 'p2' } as const;
const ROUTERS = { cable: '10.9.1.254', wireless: '10.9.2.254' } as const;

export type NetworkName = keyof typeof PHONE_HOSTS;

/** A phone on one of two networks, a router, and a trunk behind it: each with a network stack of its own. */
export interface Network {
  readonly phone: Below;
  /** The phone is on this network and on no other. */
  join(name: NetworkName): void;
  /** Takes the phone off every network. */
  leave(): void;
  /** The router passes nothing on, or everything again; the phone's own link stays up. */
  setPassing(isPassing: boolean): void;
  /** How many packets of G.711 came from the phone to the router so far, and how many of them bore the mark of voice (DSCP EF). */
  voice(): { readonly packets: number; readonly marked: number };
  /** The router hides the phone behind its own address, and lets in only answers. */
  beginNat(): void;
  close(): void;
}

/** Lays it out around this process, whose namespace is the trunk's. */
export async function layNetwork(phoneProgram: readonly string[]): Promise<Network> {
  const [router, phone] = [await openBelow(['sleep', '600']), await openBelow(phoneProgram)];
  const routerPid = String(router.process.pid);
  here(`ip addr add ${TRUNK_HOST}/32 dev lo; ip link add f0 type veth peer name rf netns ${routerPid}; ip addr add 10.9.8.9/24 dev f0; ip link set f0 up; ip route add default via 10.9.8.1`);
  router.run(`ip addr add 10.9.8.1/24 dev rf; ip link set rf up; ip route add ${TRUNK_HOST} via 10.9.8.9; echo 1 > /proc/sys/net/ipv4/ip_forward`);
  for (const name of ['cable', 'wireless'] as const) {
    router.run(`ip link add r-${name} type veth peer name ${INTERFACES[name]} netns ${phone.process.pid}; ip addr add ${ROUTERS[name]}/24 dev r-${name}; ip link set r-${name} up`);
  }

  /** 20 ms of G.711 in RTP, UDP and IPv4. */
  const voice = '-t mangle -A PREROUTING -i r-+ -p udp -m length --length 200';
  router.run(`iptables ${voice}; iptables ${voice} -m dscp --dscp-class EF`);

  function leave(): void {
    for (const name of ['cable', 'wireless'] as const) phone.run(`ip addr flush dev ${INTERFACES[name]}; ip link set ${INTERFACES[name]} down`);
  }

  return {
    phone, leave,
    join(name) {
      leave();
      phone.run(`ip addr add ${PHONE_HOSTS[name]}/24 dev ${INTERFACES[name]}; ip link set ${INTERFACES[name]} up; ip route replace default via ${ROUTERS[name]}`);
    },
    setPassing: (isPassing) => router.run(`echo ${isPassing ? 1 : 0} > /proc/sys/net/ipv4/ip_forward`),
    voice() {
      const [packets, marked] = router.run('iptables -t mangle -vxnL PREROUTING').split('\n').slice(2).map((rule) => Number(rule.trim().split(/\s+/)[0]));
      return { packets: packets ?? 0, marked: marked ?? 0 };
    },
    beginNat() {
      router.run(['-t nat -A POSTROUTING -o rf -j MASQUERADE', '-A FORWARD -i rf -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT', '-A FORWARD -i rf -j DROP'].map((rule) => `iptables ${rule}`).join('; '));
    },
    close() {
      router.process.kill();
      phone.process.kill();
    },
  };
}
