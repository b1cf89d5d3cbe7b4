/** The line to the web channel: a socket first, plain requests where sockets are blocked, and a queue for when nothing works. */

import { io, type Socket } from "socket.io-client";
import type { Kept, Memory, Outgoing } from "./memory";
import type { BotMessage, RestReply, Thumb } from "./protocol";

export type LineState = "connecting" | "open" | "gone";

export interface Listener {
  messages(messages: BotMessage[]): void;
  typing(active: boolean): void;
  /** A turn is complete. */
  done(nonce: string | null): void;
  /** The server has a session for us; `over` says that it does not know ours any more. */
  session(over: boolean): void;
  state(state: LineState): void;
}

const PATH = "/chat";
const ATTEMPTS_BEFORE_REST = 2;
const REST_RETRY_MILLISECONDS = 4000;
const GRACE_MILLISECONDS = 1500;
const ACKNOWLEDGE_MILLISECONDS = 5000;

export class Connection {
  started = false;
  private readonly socket: Socket;
  private given = "";
  private readonly kept: Kept;
  private failures = 0;
  private ready = false;
  private rest = false;
  private posting = false;
  private line: LineState = "connecting";
  private retry = 0;
  private grace = 0;
  private closed = false;

  constructor(
    private readonly server: string,
    private readonly memory: Memory,
    private readonly listener: Listener,
  ) {
    this.kept = memory.kept;
    this.socket = io(server, {
      path: `${PATH}/socket.io`,
      transports: ["websocket", "polling"],
      tryAllTransports: true,
      autoConnect: false,
      timeout: 6000,
      reconnectionDelay: 700,
      reconnectionDelayMax: 8000,
    });
    this.listen();
  }

  get state(): LineState {
    return this.line;
  }

  start(): void {
    this.started = true;
    // A second connect while the first is under way would open a second conversation on the same line.
    if (!this.socket.active) this.socket.connect();
  }

  /** Put a message in the queue; it goes out now or when the line is back. */
  send(outgoing: Outgoing): void {
    this.kept.outbox.push(outgoing);
    this.memory.save();
    this.start();
    if (this.line === "open") this.flush([outgoing]);
  }

  /** Ask for a new session; with a token in memory: go on with that one, which also renews it. */
  requestSession(): void {
    if (this.socket.connected) this.socket.emit("session_request", this.session());
    else if (this.rest) void this.post();
    else this.start();
  }

  async feedback(id: number, thumb: Thumb, word?: string): Promise<boolean> {
    const body = word ? { id, thumb, word } : { id, thumb };
    if (this.socket.connected) return this.acknowledged("feedback", body);
    return this.accepted("beoordeling", { ...body, session_id: this.kept.token });
  }

  /** Erase everything of this session on the server. */
  async erase(): Promise<boolean> {
    if (!this.kept.token) return true;
    if (this.socket.connected) return this.acknowledged("erase", {});
    return this.accepted("wis", { session_id: this.kept.token });
  }

  /** Erase while the page is being left: no answer is waited for. */
  eraseLeaving(): void {
    const body = JSON.stringify({ session_id: this.kept.token });
    if (this.kept.token) navigator.sendBeacon?.(`${this.server}${PATH}/wis`, new Blob([body], { type: "text/plain" }));
    this.close();
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.retry);
    clearTimeout(this.grace);
    this.socket.disconnect();
  }

  private listen(): void {
    const socket = this.socket;
    socket.on("connect", () => {
      this.failures = 0;
      this.ready = false;
      socket.emit("session_request", this.session());
    });
    socket.on("session_confirm", (token: unknown) => (this.given = String(token)));
    socket.on("session_info", (info: { new?: boolean; minutes?: number }) => {
      this.rest = false;
      this.ready = true;
      this.take(this.given, info?.new === true, Number(info?.minutes) || 0);
      this.up();
    });
    socket.on("bot_uttered", (message: BotMessage) => this.arrived([message]));
    socket.on("typing", (info: { active?: boolean }) => this.listener.typing(Boolean(info?.active)));
    socket.on("turn_done", (info: { nonce?: string | null; session_id?: string }) => {
      // The same session, signed anew: this one counts longer.
      if (info?.session_id) this.kept.token = info.session_id;
      this.finished(info?.nonce ?? null);
    });
    socket.on("disconnect", (reason) => {
      this.ready = false;
      if (this.closed) return;
      clearTimeout(this.grace);
      this.grace = window.setTimeout(() => this.lost(), GRACE_MILLISECONDS);
      if (reason === "io server disconnect") this.retry = window.setTimeout(() => this.start(), REST_RETRY_MILLISECONDS);
    });
    socket.on("connect_error", () => {
      this.failures += 1;
      if (this.failures >= ATTEMPTS_BEFORE_REST && !this.rest) void this.post();
      // A refused connection does not try again by itself.
      if (!socket.active && !this.closed) this.retry = window.setTimeout(() => this.start(), REST_RETRY_MILLISECONDS);
    });
  }

  private session(): Record<string, unknown> {
    return this.kept.token ? { session_id: this.kept.token, last_id: this.kept.lastId } : {};
  }

  /** Hold this token; a new session while we had one means that ours is over. */
  private take(token: string, isNew: boolean, minutes: number): void {
    const over = isNew && this.kept.token !== null;
    if (over) this.kept.lastId = 0;
    this.kept.token = token;
    this.kept.minutes = minutes;
    this.memory.save();
    this.listener.session(over);
  }

  private up(): void {
    clearTimeout(this.grace);
    this.change("open");
    this.flush(this.kept.outbox);
  }

  private lost(): void {
    if (!this.ready) this.change("gone");
  }

  private change(line: LineState): void {
    if (this.line === line) return;
    this.line = line;
    this.listener.state(line);
  }

  private flush(outgoing: readonly Outgoing[]): void {
    if (this.ready && this.socket.connected) {
      for (const item of outgoing) {
        if (item.received) continue;
        this.socket.emit("user_uttered", {
          message: item.message,
          session_id: this.kept.token,
          nonce: item.nonce,
          metadata: item.audience ? { doelgroep: item.audience } : {},
        });
      }
    } else if (this.rest && !this.posting) void this.post();
  }

  private arrived(messages: BotMessage[]): void {
    const unseen = messages.filter((message) => message.id === undefined || message.id > this.kept.lastId);
    if (!unseen.length) return;
    for (const message of unseen) if (message.id !== undefined) this.kept.lastId = Math.max(this.kept.lastId, message.id);
    const waiting = this.kept.outbox.find((item) => !item.received);
    if (waiting) waiting.received = true;
    this.listener.messages(unseen);
    this.memory.save();
  }

  private finished(nonce: string | null): void {
    const outbox = this.kept.outbox;
    const index = nonce ? outbox.findIndex((item) => item.nonce === nonce) : 0;
    if (index >= 0) outbox.splice(index, 1);
    this.memory.save();
    this.listener.done(nonce);
  }

  /** One request: the oldest message in the queue, or only the session and what was missed. */
  private async post(): Promise<void> {
    if (this.closed || this.posting) return;
    this.posting = true;
    const item = this.kept.outbox.find((waiting) => !waiting.received);
    try {
      const response = await this.request("berichten", {
        ...this.session(),
        ...(item ? { message: item.message, nonce: item.nonce, metadata: item.audience ? { doelgroep: item.audience } : {} } : {}),
      });
      if (this.socket.connected) return;
      const reply = (await response.json().catch(() => ({}))) as Partial<RestReply>;
      const refused = !response.ok && response.status < 500;
      if (!response.ok && !refused) throw new Error(String(response.status));
      if (reply.session_id) this.take(reply.session_id, reply.new === true, reply.minutes ?? 0);
      this.rest = true;
      this.change("open");
      this.arrived(reply.messages ?? []);
      if (item) this.finished(item.nonce);
    } catch {
      this.rest = false;
      this.change("gone");
      clearTimeout(this.retry);
      this.retry = window.setTimeout(() => {
        if (!this.socket.connected) void this.post();
      }, REST_RETRY_MILLISECONDS);
      return;
    } finally {
      this.posting = false;
    }
    if (this.rest && this.kept.outbox.some((waiting) => !waiting.received)) void this.post();
  }

  private request(path: string, body: unknown): Promise<Response> {
    return fetch(`${this.server}${PATH}/${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      credentials: "omit",
      cache: "no-store",
      referrerPolicy: "no-referrer",
    });
  }

  private async accepted(path: string, body: unknown): Promise<boolean> {
    try {
      return (await this.request(path, body)).ok;
    } catch {
      return false;
    }
  }

  private acknowledged(event: string, body: unknown): Promise<boolean> {
    return new Promise((resolve) => {
      this.socket
        .timeout(ACKNOWLEDGE_MILLISECONDS)
        .emit(event, body, (error: unknown, answer?: { ok?: boolean }) => resolve(!error && answer?.ok === true));
    });
  }
}
